// YAML to Value: what is taken, what is refused with which code and where.
#include "config/yaml.h"

#include <doctest/doctest.h>

#include "base/error.h"

using namespace pkit;
using config::parse_yaml;

namespace {

std::string code_and_place(const std::string& text, const TreeLimits& limits = {}) {
  try {
    parse_yaml(text, "f", limits);
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::config);
    REQUIRE(error.details().size() == 1);
    const Fault& fault = error.details()[0];
    CHECK(fault.code == error.code());
    CHECK(error.what() == fault.where + ": " + fault.what);
    return fault.code + " " + fault.where;
  }
  return "taken";
}

std::string place(const Value& value) {
  return std::to_string(value.at().line) + ":" + std::to_string(value.at().column);
}

std::string repeated(const std::string& part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

}  // namespace

TEST_CASE("yaml: scalars become the values that their spelling means") {
  const struct {
    const char* text;
    Value value;
  } rows[] = {
      {"", nullptr},
      {"~", nullptr},
      {"null", nullptr},
      {"true", true},
      {"false", false},
      {"True", "True"},
      {"yes", "yes"},
      {"on", "on"},
      {"0", 0},
      {"-17", -17},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
      {"007", "007"},
      {"+5", "+5"},
      {"-0", "-0"},
      {"-", Value::List{nullptr}},
      {"0x10", "0x10"},
      {"1_000", "1_000"},
      {"1.5", "1.5"},
      {".inf", ".inf"},
      {"2026-11-21", "2026-11-21"},
      {"'12'", "12"},
      {"\"true\"", "true"},
      {"\"\"", ""},
      {"'~'", "~"},
      {"'!x'", "!x"},
      {"\"\\u00fc\\x41\\n\"", "\u00fcA\n"},
      {"plain # comment", "plain"},
      {"a#b", "a#b"},
      {"|\n two\n lines\n", "two\nlines\n"},
      {">-\n one\n line\n", "one line"},
      {"\xef\xbb\xbf"
       "a: 1",
       Value::map({{"a", 1}})},
      {"--- x", "x"},
      {"x\n...\n", "x"},
      {"%YAML 1.2\n---\nx", "x"},
      {"[a, 'b', [c]]", Value::List{"a", "b", Value::List{"c"}}},
      {"{on: 1, \"<<\": 2}", Value::map({{"on", 1}, {"<<", 2}})},
      {"- [a: 1]\n-\n- b\n", Value::List{Value::List{Value::map({{"a", 1}})}, nullptr, "b"}},
      {"a:\nb:\r\n  c: d\r\n", Value::map({{"a", nullptr}, {"b", Value::map({{"c", "d"}})}})},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_yaml(row.text, "f") == row.value);
  }
}

TEST_CASE("yaml: what is refused, with its code and place") {
  const struct {
    std::string text, code;
  } rows[] = {
      {"a: [x, y", "yaml.syntax f:1:9"},
      {"a: {x: y", "yaml.syntax f:1:9"},
      {"a: 1\n  b: 2", "yaml.syntax f:2:4"},
      {"a: 1]\n", "taken"},
      {"[a]]", "yaml.syntax f:1:4"},
      {"a: b: c", "yaml.syntax f:1:5"},
      {"a: 'x\n", "yaml.syntax f:1:4"},
      {"a: 'x''\n", "yaml.syntax f:1:4"},
      {"a: 'x'''", "taken"},
      {"b: 1\na: \"x\\\"\n", "yaml.syntax f:2:4"},
      {"a: \"x\\\\\"", "taken"},
      {"'a: b\nc: d\n", "yaml.syntax f:1:1"},
      {"a: \"x\\q\"", "yaml.syntax f:1:8"},
      {"a: \"\\ud800\"", "yaml.syntax f:1:11"},
      {"a: 1\nb: 2\na: 3", "yaml.duplicate f:3:1"},
      {"{x: 1, 'x': 2}", "yaml.duplicate f:1:8"},
      {"a:\n  - b: 1\n    b: 2", "yaml.duplicate f:3:5"},
      {"a: &x 1", "yaml.anchor f:1:4"},
      {"&x a: 1", "yaml.anchor f:1:1"},
      {"a: *x", "yaml.alias f:1:4"},
      {"*x", "yaml.alias f:1:1"},
      {"a: !!str 1", "yaml.tag f:1:4"},
      {"a: !x y", "yaml.tag f:1:4"},
      {"a: ! 12", "yaml.tag f:1:4"},
      {"a: ! 'x'", "yaml.tag f:1:4"},
      {"a: !!map {}", "yaml.tag f:1:4"},
      {"a: ! [x]", "yaml.tag f:1:4"},
      {"a: !!str", "yaml.tag f:1:4"},
      {"<<: {a: 1}", "yaml.merge f:1:1"},
      {"a: 1\n---\nb: 2", "yaml.documents f:2:1"},
      {"a: 1\n---\n", "yaml.documents f:2:1"},
      {"a: 1\n...\nb: 2", "yaml.syntax f:3:1"},
      {"12: x", "yaml.key f:1:1"},
      {"true: x", "yaml.key f:1:1"},
      {"~: x", "yaml.key f:1:1"},
      {": x", "yaml.key f:1:1"},
      {"[a]: x", "yaml.key f:1:1"},
      {"? {a: 1}\n: x", "yaml.key f:1:3"},
      {"a: 9223372036854775808", "yaml.integer f:1:4"},
      {"- -9223372036854775809", "yaml.integer f:1:3"},
      {std::string("a: b\0c", 6), "yaml.nul f:1:5"},
      {"a: \"b\\0c\"", "yaml.nul f:1:4"},
      {"a: \"\\u0000\"", "yaml.nul f:1:4"},
      {"a: b\x04\nb: c", "yaml.character f:1:5"},
      {"a: \x1b[1m", "yaml.character f:1:4"},
      {"\r\t{}\r", "yaml.character f:1:1"},
      {"a: 1\r\nb: 2\rc: 3", "yaml.character f:2:5"},
      {"a: 1\r\nb: 2\r\n", "taken"},
      {"a: b\nc: \xff", "yaml.utf8 f:2:4"},
      {"a: \xc0\xaf", "yaml.utf8 f:1:4"},
      {"\xff\xfe"
       "a",
       "yaml.utf8 f:1:1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(code_and_place(row.text) == row.code);
  }
}

TEST_CASE("yaml: limits, each at its edge") {
  CHECK(code_and_place(repeated("[", 32) + repeated("]", 32)) == "taken");
  CHECK(code_and_place(repeated("[", 33) + repeated("]", 33)) == "yaml.depth f:1:33");
  CHECK(code_and_place(repeated("- ", 33) + "x") == "yaml.depth f:1:65");
  CHECK(code_and_place(repeated("- x\n", 9'999)) == "taken");
  CHECK(code_and_place(repeated("- x\n", 10'000)) == "yaml.nodes f:10000:3");
  CHECK(code_and_place("abcd", {.bytes = 4}) == "taken");
  CHECK(code_and_place("ab\ncd", {.bytes = 4}) == "yaml.size f:2:2");
}

TEST_CASE("yaml: every value and every key knows its place, in lines and characters") {
  const Value root = parse_yaml(
      "a: one\n"
      "list:\n"
      "  - \"two\"\n"
      "  - {k: v, \u00fc: w, z: 'x'}\n"
      "empty:\n"
      "block: |\n"
      "  text\n"
      "last:   5\n",
      "f");
  const struct {
    const Value* value;
    const char* at;
  } rows[] = {
      {&root, "1:1"},
      {root.find("a"), "1:4"},
      {root.find("list"), "3:3"},
      {&root["list"].items()[0], "3:5"},
      {&root["list"].items()[1], "4:5"},
      {root["list"].items()[1].find("k"), "4:9"},
      {root["list"].items()[1].find("\u00fc"), "4:15"},
      {root["list"].items()[1].find("z"), "4:21"},
      {root.find("empty"), "5:1"},
      {root.find("block"), "6:8"},
      {root.find("last"), "8:9"},
  };
  for (const auto& row : rows) CHECK(place(*row.value) == row.at);
  CHECK(place(parse_yaml("# nothing\n", "f")) == "1:1");
  CHECK(root["last"].key_at().line == 8);
  CHECK(root["last"].key_at().column == 1);
  CHECK(root["list"].items()[1]["z"].key_at().column == 18);
}

TEST_CASE("yaml: a quarter of a mebibyte of each hostile beginning ends in an error and not in a hang") {
  for (const char* part : {"[", "{", "- ", "? ", "&a ", "*a ", "!a ", "\"", "'", "|\n", "a: ", "[a: ", "#", "%", "\t",
                           "{a: [", ",", ":"}) {
    CAPTURE(part);
    const std::string outcome = code_and_place(repeated(part, (1 << 18) / std::string(part).size()));
    CHECK((outcome == "taken" || outcome.starts_with("yaml.")));
  }
}
