// authorized_keys as sshd(8) reads it (A24): whole lines come and go, every other byte stays.
#include "ssh/authorized_keys.h"

#include "../error_of.h"

using namespace pkit;

namespace {

constexpr const char* kOne = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7JqL4aVfRUByxybg+eKtahphQwPfIoNdTzsnLQVcve";
constexpr const char* kTwo =
    "ecdsa-sha2-nistp256 "
    "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBJUptTvcckNiWhfz5oLAXSG5V4VgQFRGa7WTWAmxp/nzeQys"
    "l5nNnHhDypuR6BRFOs+7+grXPBCOT8u4poQwXVg=";

std::string fingerprint_of(const std::string& line) { return ssh::read_key_line(line).key.fingerprint(); }

}  // namespace

TEST_CASE("a line is a key, with options before it or not") {
  struct Row {
    std::string line;
    const char *options, *comment;
  };
  for (const Row& row : {
           Row{kOne, "", ""},
           Row{std::string(kOne) + " me@there", "", "me@there"},
           Row{"  \t" + std::string(kOne) + "   with  blanks in it \r", "", "with  blanks in it"},
           Row{"restrict,pty " + std::string(kOne) + " x", "restrict,pty", "x"},
           Row{"command=\"echo \\\"a b\\\" ssh-rsa\",no-pty " + std::string(kOne) + " x",
               "command=\"echo \\\"a b\\\" ssh-rsa\",no-pty", "x"},
           Row{"from=\"10.0.0.0/8\"\t" + std::string(kTwo), "from=\"10.0.0.0/8\"", ""},
           Row{"No-PTY " + std::string(kOne), "No-PTY", ""},
       }) {
    CAPTURE(row.line);
    const ssh::AuthorizedKeys read = ssh::read_authorized_keys(row.line + "\n");
    CHECK(read.unread.empty());
    REQUIRE(read.keys.size() == 1);
    CHECK(read.keys[0].options == row.options);
    CHECK(read.keys[0].comment == row.comment);
  }
}

TEST_CASE("what is no key is told, and nothing is taken for one") {
  const std::string one = kOne;
  for (const std::string& line : {
           std::string("junk"),
           std::string("ssh-ed25519"),
           std::string("ssh-ed25519 AAAA"),
           "ssh-rsa " + one.substr(12),    // another type than its bytes
           one.substr(0, one.size() - 4),  // cut
           one + "AAAA",                   // bytes behind it
           "ssh-ed25519 " + one.substr(12, 20) + "!" + one.substr(33),
           "command=\"unfinished " + one,
           "host.example,10.0.0.1 " + one,  // known_hosts
           "* " + one,
           "restrict,unheard-of " + one,
       }) {
    CAPTURE(line);
    const ssh::AuthorizedKeys read = ssh::read_authorized_keys("# a comment\n\n" + line + "\n");
    CHECK(read.keys.empty());
    REQUIRE(read.unread.size() == 1);
    CHECK(read.unread[0].starts_with("line 3 is no key: "));
  }
}

TEST_CASE("a key is put behind another or at the end, and goes with all of its lines") {
  const std::string one = std::string("restrict ") + kOne + " a\n", two = std::string(kTwo) + " b\n";
  const std::string fresh = "FRESH\n";
  struct Row {
    std::string text, behind, with, without_one;
  };
  for (const Row& row : {
           Row{"", "", fresh, ""},
           Row{one + two, fingerprint_of(kOne), one + fresh + two, two},
           Row{"# x\n" + one + "\n" + two + one, fingerprint_of(kOne), "# x\n" + one + "\n" + two + one + fresh,
               "# x\n\n" + two},
           Row{two + "# no line end", "", two + "# no line end\n" + fresh, two + "# no line end"},
           Row{one.substr(0, one.size() - 1), fingerprint_of(kOne), one + fresh, ""},
           Row{"\r\n" + two, fingerprint_of(kOne), "\r\n" + two + fresh, "\r\n" + two},
       }) {
    CHECK(ssh::with_line_behind(row.text, row.behind, fresh) == row.with);
    CHECK(ssh::without_key(row.text, fingerprint_of(kOne)) == row.without_one);
  }
}

TEST_CASE("a new line is read as what it was made of, or is not made") {
  const ssh::PublicKey key = ssh::read_key_line(kOne).key;
  CHECK(ssh::key_line(key, "restrict,command=\"a b\"", "me") ==
        "restrict,command=\"a b\" " + std::string(kOne) + " me\n");
  for (const char* options : {"restrict\nssh-rsa", "restrict ", "command=\"open", "a b", "ssh-rsa", "unheard-of"}) {
    CAPTURE(options);
    CHECK(test::verdict([&] { ssh::key_line(key, options, ""); }) == "2 ssh.line");
  }
  CHECK(test::verdict([&] { ssh::key_line(key, "", "two\nlines"); }) == "2 ssh.line");
}
