// Case, lists, nearest words, UTF-8, and what a terminal may see.
#include "base/text.h"

#include <doctest/doctest.h>

using namespace pkit;
using namespace std::string_literals;

TEST_CASE("lower case is ASCII's") {
  CHECK(lower("OLD-7.Corp") == "old-7.corp");
  CHECK(lower("@[`{") == "@[`{");
  CHECK(lower("\xc3\x84") == "\xc3\x84");
}

TEST_CASE("trimming") {
  CHECK(trim("") == "");
  CHECK(trim(" \t\r\n\v\f") == "");
  CHECK(trim(" a b \n") == "a b");
  CHECK(trim("a") == "a");
  CHECK(trim("\0a"s) == "\0a"s);
}

TEST_CASE("splitting and joining") {
  using Parts = std::vector<std::string>;
  CHECK(split("", ',') == Parts{""});
  CHECK(split("a", ',') == Parts{"a"});
  CHECK(split("a,b,,", ',') == Parts{"a", "b", "", ""});
  CHECK(join({}, ", ") == "");
  CHECK(join({"a"}, ", ") == "a");
  CHECK(join({"a", "", "b"}, ", ") == "a, , b");
  CHECK(join(split("x.y.z", '.'), ".") == "x.y.z");
}

TEST_CASE("UTF-8 is judged as RFC 3629 does") {
  struct Row {
    const char* what;
    std::string text;
    std::size_t good;
  };
  for (const Row& row :
       {Row{"empty", "", 0}, Row{"ASCII with NUL", "a\0b"s, 3},
        Row{"two, three and four octets", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x94\x91", 9},
        Row{"first and last of each length", "\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf",
            18},
        Row{"the ends of the surrogates' gap", "\xed\x9f\xbf\xee\x80\x80", 6}, Row{"continuation alone", "a\x80", 1},
        Row{"cut after one", "ab\xc3", 2}, Row{"cut after two", "\xe2\x82", 0},
        Row{"cut after three", "\xf0\x9f\x94", 0}, Row{"overlong slash in two", "\xc0\xaf", 0},
        Row{"overlong slash in three", "\xe0\x80\xaf", 0}, Row{"overlong slash in four", "\xf0\x80\x80\xaf", 0},
        Row{"overlong C1", "\xc1\xbf", 0}, Row{"surrogate", "\xed\xa0\x80", 0},
        Row{"beyond U+10FFFF", "\xf4\x90\x80\x80", 0}, Row{"five octets", "\xf8\x88\x80\x80\x80", 0},
        Row{"never used", "\xff", 0}, Row{"continuation missing in the middle", "\xe2(\xac", 0}}) {
    CAPTURE(row.what);
    CHECK(utf8_prefix(row.text) == row.good);
    CHECK(valid_utf8(row.text) == (row.good == row.text.size()));
  }
}

TEST_CASE("every Unicode character is read as itself") {
  for (std::uint32_t point = 0x800; point <= 0xffff; point += 13) {
    const std::string text{static_cast<char>(0xe0 | (point >> 12)), static_cast<char>(0x80 | ((point >> 6) & 0x3f)),
                           static_cast<char>(0x80 | (point & 0x3f))};
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    CHECK(first_character(text).length == (surrogate ? 0U : 3U));
    CHECK((surrogate || first_character(text).point == point));
  }
}

TEST_CASE("the nearest word") {
  const std::vector<std::string> words{"profiles", "handlers", "authorities", "on"};
  struct Row {
    const char *word, *near;
  };
  for (auto [word, near] : {Row{"profile", "profiles"}, Row{"profiels", "profiles"}, Row{"handler", "handlers"},
                            Row{"profiles", "profiles"}, Row{"authoritys", "authorities"}, Row{"xyzzy", ""},
                            Row{"", ""}, Row{"no", ""}, Row{"onn", "on"}, Row{"po", ""}}) {
    CAPTURE(word);
    CHECK(nearest(word, words) == near);
  }
  CHECK(nearest("abc", {}) == "");
  CHECK(nearest("abcd", {"abcx", "abcd", "abce"}) == "abcd");
  CHECK(nearest(std::string(100'000, 'a'), {std::string(100'000, 'a')}) == "");
}

TEST_CASE("what came from outside cannot command a terminal") {
  struct Row {
    const char* what;
    std::string text, shown;
  };
  for (const Row& row : {Row{"plain", "web-1.corp", "web-1.corp"},
                         Row{"other scripts", "M\xc3\xbcller \xe2\x82\xac \xf0\x9f\x94\x91",
                             "M\xc3\xbcller \xe2\x82\xac \xf0\x9f\x94\x91"},
                         Row{"a backslash", "a\\x1b", "a\\x1b"}, Row{"escape", "\x1b[31m", "\\x1b[31m"},
                         Row{"NUL, tab, line break, DEL", "\0\t\r\n\x7f"s, "\\x00\\x09\\x0d\\x0a\\x7f"},
                         Row{"C1", "\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0", "\\u{0080}\\u{009b}\\u{009f}\xc2\xa0"},
                         Row{"marks", "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", "\\u{200e}\\u{200f}\\u{061c}"},
                         Row{"embeddings", "\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac\xe2\x80\xad\xe2\x80\xae",
                             "\\u{202a}\\u{202b}\\u{202c}\\u{202d}\\u{202e}"},
                         Row{"isolates", "\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaa", "\\u{2066}\\u{2069}\xe2\x81\xaa"},
                         Row{"line and paragraph separator", "\xe2\x80\xa8\xe2\x80\xa9", "\\u{2028}\\u{2029}"},
                         Row{"not UTF-8", "a\xff\xc0\xaf\xe2\x82", "a\\xff\\xc0\\xaf\\xe2\\x82"}}) {
    CAPTURE(row.what);
    CHECK(printable(row.text) == row.shown);
  }
}

TEST_CASE("anything becomes printable") {
  std::string any;
  for (int i = 0; i < 0x10000; ++i) any += static_cast<char>((i * 73 + i / 256) & 0xff);
  const std::string shown = printable(any);
  CHECK(valid_utf8(shown));
  CHECK(printable(shown) == shown);
}
