// Globs over names: what a condition sees, and what may be signed.
#include "pattern/name_glob.h"

#include <doctest/doctest.h>

using namespace pkit::pattern;

namespace {

struct Row {
  Compare how;
  const char* glob;
  const char* text;
  bool matches, grants;
};

}  // namespace

TEST_CASE("names of each type compare as their standards say") {
  for (const Row& row : {
           Row{Compare::name, "*.corp.example", "A.Corp.Example", true, true},
           Row{Compare::name, "*.CORP.example", "a.corp.example", true, true},
           Row{Compare::name, "MÜLLER*", "müller-7", true, true},
           Row{Compare::name, "10.*", "::ffff:10.0.0.1", true, true},
           Row{Compare::name, "2001:DB8:0::1", "2001:db8::1", true, true},
           // A wildcard is every host: only a pattern that says so grants it.
           Row{Compare::name, "*.corp.example", "*.corp.example", true, false},
           Row{Compare::name, "?.corp.example", "*.corp.example", true, false},
           Row{Compare::name, "[!a].corp.example", "*.corp.example", true, false},
           Row{Compare::name, "[*a].corp.example", "*.corp.example", true, false},
           Row{Compare::name, "\\*.corp.example", "*.corp.example", true, true},
           Row{Compare::name, "[*].corp.example", "*.corp.example", true, true},
           Row{Compare::name, "\\*.corp.example", "a.corp.example", false, false},
           Row{Compare::name, "*", "a*b", true, false},
           Row{Compare::name, "*\\**", "a*b", true, true},
           Row{Compare::name, "*\\**", "a*b*c", true, false},
           Row{Compare::name, "*b\\**", "bb*", true, true},
           Row{Compare::address, "10.*", "::ffff:10.0.0.1", true, true},
           Row{Compare::address, "2001:db8:0::1", "2001:DB8::1", true, true},
           Row{Compare::email, "*@Corp.Example", "Ops@CORP.example", true, true},
           Row{Compare::email, "ops@*", "Ops@corp.example", false, false},
           Row{Compare::uri, "https://Corp.Example/a/*", "HTTPS://CORP.example:443/a/b", true, true},
           Row{Compare::uri, "https://corp.example:443/a", "https://corp.example/a", true, true},
           Row{Compare::uri, "https://corp.example/a/*", "https://corp.example/a/../b", false, false},
           Row{Compare::uri, "https://corp.example/A", "https://corp.example/a", false, false},
           // No host is reached through a user part, and none hides behind one.
           Row{Compare::uri, "https://web*", "https://web1@evil.example/", false, false},
           Row{Compare::uri, "https://corp.example/*", "https://x@corp.example/a", true, false},
           Row{Compare::uri, "https://ops@corp.example/*", "https://ops@corp.example/a", true, true},
           Row{Compare::exact, "A*", "a", false, false},
           // "+" is one label, never a wildcard; in mailboxes and schemes it is itself.
           Row{Compare::name, "+.Corp.Example", "web1.corp.example", true, true},
           Row{Compare::name, "+.corp.example", "a.b.corp.example", false, false},
           Row{Compare::name, "+.corp.example", "*.corp.example", true, false},
           Row{Compare::email, "ops+a@corp.example", "ops+a@corp.example", true, true},
           Row{Compare::email, "ops+a@corp.example", "opsxa@corp.example", false, false},
           Row{Compare::email, "ops\\+a@corp.example", "ops+a@corp.example", true, true},
           Row{Compare::uri, "git+ssh://corp.example/*", "git+ssh://corp.example/a", true, true},
           Row{Compare::uri, "https://+.corp.example/", "https://web1.corp.example/", false, false},
       }) {
    CAPTURE(std::string(row.glob));
    CAPTURE(std::string(row.text));
    const NameGlob glob(row.how, row.glob);
    CHECK(glob.matches(compared(row.how, row.text)) == row.matches);
    CHECK(glob.grants(compared(row.how, row.text)) == row.grants);
  }
}

TEST_CASE("in a list of names of all types a pattern names the type") {
  CHECK(NameGlob(Compare::uri, "uri:https://Corp.Example:443/*").matches("uri:https://corp.example/a"));
  CHECK(NameGlob(Compare::address, "ip:2001:DB8:0::1").matches("ip:2001:db8::1"));
  CHECK(NameGlob(Compare::email, "email:*@Corp.Example").matches("email:ops@corp.example"));
}
