// Globs: what they match, what they refuse, and that nothing makes them slow.
#include <fnmatch.h>

#include <ctime>

#include "../error_of.h"
#include "pattern/pattern.h"

using pkit::pattern::Glob;
using pkit::test::verdict;
using namespace std::string_literals;

TEST_CASE("globs match whole texts") {
  struct Row {
    std::string glob, text;
    bool matches;
  };
  for (const Row& row : {
           Row{"", "", true},
           Row{"", "a", false},
           Row{"web-1", "web-1", true},
           Row{"web-1", "web-12", false},
           Row{"web-1", "Web-1", false},
           Row{"+", "web1", true},
           Row{"+", "", false},
           Row{"+", "web1.corp.example", false},
           Row{"+.corp.example", "web1.corp.example", true},
           Row{"+.corp.example", "a.b.corp.example", false},
           Row{"*.+.example", "a.b.c.example", true},
           Row{"+*", "a.b", true},
           Row{"\\+", "+", true},
           Row{"\\+", "a", false},
           Row{"*", "", true},
           Row{"*", "anything.at/all", true},
           Row{"**", "", true},
           Row{"web-*", "web-", true},
           Row{"web-*", "web-17", true},
           Row{"web-*", "xweb-17", false},
           Row{"*.corp", "a.b.corp", true},
           Row{"*.corp", ".corp", true},
           Row{"*.corp", "a.corp.evil", false},
           Row{"a*b*c", "a-b-b-c", true},
           Row{"a*b*c", "a-c-b", false},
           Row{"*a*b", "aab", true},
           Row{"*ab*ab*", "abab", true},
           Row{"*ab*ab*", "aba", false},
           Row{"?", "", false},
           Row{"?", "a", true},
           Row{"?", "\xc3\xa4", true},
           Row{"??", "\xc3\xa4", false},
           Row{"?", "\xff", true},
           Row{"?*?", "a", false},
           Row{"?*?", "ab", true},
           Row{"[a-c]", "b", true},
           Row{"[a-c]", "d", false},
           Row{"[!a-c]", "d", true},
           Row{"[!a-c]", "b", false},
           Row{"[!a-c]", "", false},
           Row{"[^a]", "^", true},
           Row{"[^a]", "b", false},
           Row{"[]a]", "]", true},
           Row{"[!]a]", "]", false},
           Row{"[!]a]", "b", true},
           Row{"[-a]", "-", true},
           Row{"[a-]", "-", true},
           Row{"[a-]", "b", false},
           Row{"[a!]", "!", true},
           Row{"[\\]]", "]", true},
           Row{"[\\a-\\c]", "b", true},
           Row{"[*?]", "*", true},
           Row{"[*?]", "x", false},
           Row{"[\xc3\xa0-\xc3\xbf]", "\xc3\xa4", true},
           Row{"[\xc3\xa0-\xc3\xbf]", "\xff", false},
           Row{"web-[0-9][0-9]", "web-07", true},
           Row{"web-[0-9]*", "web-x", false},
           Row{"\\*", "*", true},
           Row{"\\*", "x", false},
           Row{"\\\\", "\\", true},
           Row{"\\[a]", "[a]", true},
           Row{"a]", "a]", true},
           Row{"a.c", "abc", false},
           Row{"*", "a\0b"s, true},
           Row{"a", "a\0b"s, false},
       }) {
    CAPTURE(row.glob);
    CAPTURE(row.text);
    CHECK(Glob(row.glob).matches(row.text) == row.matches);
  }
}

TEST_CASE("what is no glob") {
  for (const std::string& bad : {"["s, "[a"s, "[]"s, "[!]"s, "a[!"s, "[a-"s, "[z-a]"s, "\\"s, "a\\"s, "[\\"s, "[a\\"s,
                                 "[a-\\"s, "\xff"s, "[\xc3]"s, std::string(1001, 'a'), std::string(1001, '*')}) {
    CAPTURE(bad);
    CHECK(verdict([&] { Glob{bad}; }) == "2 pattern.glob");
  }
  CHECK(Glob(std::string(1000, 'a')).matches(std::string(1000, 'a')));
  std::string umlauts;
  for (int i = 0; i < 1000; ++i) umlauts += "\xc3\xa4";
  CHECK(Glob(umlauts).matches(umlauts));
}

TEST_CASE("a glob tells its text, and whether it is one text only") {
  CHECK(Glob("web-*").text() == "web-*");
  CHECK(Glob("web-1.corp").literal());
  CHECK(Glob("").literal());
  CHECK(Glob("a]").literal());
  for (const char* special : {"*", "a?", "[a]", "\\a"}) CHECK_FALSE(Glob(special).literal());
}

TEST_CASE("short globs over a small alphabet match as fnmatch does") {
  const std::string alphabet = "ab*?";
  for (unsigned code = 0; code < 4096; ++code) {
    std::string glob;
    for (unsigned rest = code; rest > 0; rest /= 4) glob += alphabet[rest % 4];
    const Glob compiled(glob);
    for (unsigned bits = 1; bits < 64; ++bits) {
      std::string text;
      for (unsigned rest = bits; rest > 1; rest /= 2) text += rest % 2 ? 'a' : 'b';
      CAPTURE(glob);
      CAPTURE(text);
      REQUIRE(compiled.matches(text) == (fnmatch(glob.c_str(), text.c_str(), 0) == 0));
    }
  }
}

TEST_CASE("no glob takes long") {
  std::string stars;
  while (stars.size() < 998) stars += "*a";
  const std::string text(2 * 1024, 'a');
  const std::clock_t start = std::clock();
  CHECK_FALSE(Glob(stars + "b").matches(text));
  CHECK_FALSE(Glob("*" + std::string(998, 'a') + "b").matches(text));
  CHECK((std::clock() - start) / CLOCKS_PER_SEC < 3);
}
