// Regular expressions: whole texts, in linear time, within their memory.
#include <ctime>

#include "../error_of.h"
#include "pattern/pattern.h"

using pkit::pattern::Regex;
using pkit::test::error_of;
using pkit::test::verdict;
using namespace std::string_literals;

TEST_CASE("regular expressions match whole texts") {
  struct Row {
    const char* regex;
    std::string text;
    bool matches;
  };
  for (const Row& row :
       {Row{"web-[0-9]+", "web-17", true}, Row{"web-[0-9]+", "web-17.evil", false}, Row{"web-[0-9]+", "xweb-17", false},
        Row{"web-[0-9]+", "web-17\n", false}, Row{"a|ab", "ab", true}, Row{"", "", true}, Row{"", "a", false},
        Row{"^a$", "a", true}, Row{"a$", "a\n", false}, Row{".", "\xc3\xa4", true}, Row{".", "\xff", false},
        Row{".*", "a\nb", false}, Row{"(?s).*", "a\nb", true}, Row{"(?i)WEB", "web", true}, Row{"WEB", "web", false},
        Row{"\\p{Lu}", "\xc3\x84", true}, Row{"a.b", "a\0b"s, true}, Row{"ab", "a\0b"s, false}}) {
    CAPTURE(row.regex);
    CAPTURE(row.text);
    CHECK(Regex(row.regex).matches(row.text) == row.matches);
  }
}

TEST_CASE("what is no regular expression, or too large a one") {
  for (const std::string& bad :
       {"("s, ")"s, "["s, "*"s, "a**"s, "\\"s, "(?P<n>"s, "a{1001}"s, "(a)\\1"s, "(?=a)"s, "(?<!a)b"s, "\xff"s,
        "((a{1000}){1000}){1000}"s, "(\\pL{500}){500}"s, std::string(5000, '(')}) {
    CAPTURE(bad);
    CHECK(verdict([&] { Regex{bad}; }) == "2 pattern.regex");
  }
  const pkit::Error e = error_of([] { Regex{"web-(\x1b[2J"}; });
  CHECK(std::string(e.what()).starts_with("the pattern \"web-(\\x1b[2J\": missing "));
}

TEST_CASE("a regular expression keeps its text and can be moved") {
  Regex a("a+");
  Regex b(std::move(a));
  CHECK(b.text() == "a+");
  CHECK(b.matches("aaa"));
  Regex c("x");
  c = std::move(b);
  CHECK(c.matches("a"));
}

TEST_CASE("what backtracks elsewhere is linear here") {
  const std::string text = std::string(50'000, 'a') + "!";
  const std::clock_t start = std::clock();
  for (const char* evil : {"(a+)+", "(a|a)*", "(a*)*b", "(.*)*x", "(a?){200}a{200}"}) {
    CAPTURE(evil);
    CHECK_FALSE(Regex(evil).matches(text));
  }
  CHECK((std::clock() - start) / CLOCKS_PER_SEC < 10);
}
