// JSON in: what is taken, what is refused, by which code and at which byte. JSON out: three forms.
#include "base/json.h"

#include "../error_of.h"
#include "base/text.h"

using namespace pkit;
using pkit::test::error_of;
using pkit::test::verdict;
using namespace std::string_literals;

namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string zeros(std::size_t count) {
  std::string out = "[0";
  for (std::size_t i = 1; i < count; ++i) out += ",0";
  return out + "]";
}

}  // namespace

TEST_CASE("documents are read") {
  struct Row {
    const char* text;
    Value value;
  };
  for (const Row& row :
       {Row{"null", nullptr}, Row{" true\n", true}, Row{"false", false}, Row{"0", 0}, Row{"-0", 0}, Row{"-17", -17},
        Row{"9223372036854775807", INT64_MAX}, Row{"-9223372036854775808", INT64_MIN}, Row{"\"\"", ""},
        Row{R"("a\"\\\/\b\f\n\r\t\u00e4\ud83d\udd11")", "a\"\\/\b\f\n\r\t\xc3\xa4\xf0\x9f\x94\x91"},
        Row{"[]", Value::list()}, Row{"{}", Value::map()},
        Row{"[1,[2],{}]", Value(Value::List{1, Value(Value::List{2}), Value::map()})},
        Row{"{\"b\":1,\"a\":{\"b\":\"x\"}}", Value::map({{"b", 1}, {"a", Value::map({{"b", "x"}})}})},
        Row{"{\"\":null}", Value::map({{"", nullptr}})}}) {
    CAPTURE(row.text);
    CHECK(parse_json(row.text, "t") == row.value);
  }
  CHECK(parse_json("{\"b\":1,\"a\":2}", "t").members().front().first == "b");
}

TEST_CASE("what is no JSON, or not ours, is refused by name and place") {
  struct Row {
    std::string text;
    const char* code;
    const char* place;
  };
  for (const Row& row : {
           Row{"", "json.syntax", "byte 0"},
           Row{" \n", "json.syntax", "byte 0"},
           Row{"nul", "json.syntax", ""},
           Row{"{", "json.syntax", ""},
           Row{"[1,]", "json.syntax", "byte 3"},
           Row{"[1 2]", "json.syntax", "byte 3"},
           Row{"{\"a\":1,}", "json.syntax", "byte 7"},
           Row{"{a:1}", "json.syntax", "byte 1"},
           Row{"{\"a\" 1}", "json.syntax", "byte 5"},
           Row{"{'a':1}", "json.syntax", "byte 1"},
           Row{"1 1", "json.syntax", "byte 2"},
           Row{"{} x", "json.syntax", "byte 3"},
           Row{"{}{}", "json.syntax", "byte 2"},
           Row{"// note\n1", "json.syntax", ""},
           Row{"/* note */ 1", "json.syntax", ""},
           Row{"01", "json.syntax", "byte 1"},
           Row{"+1", "json.syntax", "byte 0"},
           Row{"-", "json.syntax", ""},
           Row{"0x10", "json.syntax", "byte 1"},
           Row{"NaN", "json.syntax", "byte 0"},
           Row{"Infinity", "json.syntax", "byte 0"},
           Row{"\"a", "json.syntax", ""},
           Row{"\"a\nb\"", "json.syntax", "byte 2"},
           Row{"\"\\x\"", "json.syntax", "byte 2"},
           Row{"\"\\ud83d\"", "json.syntax", ""},
           Row{"\"\\udd11\"", "json.syntax", ""},
           Row{"\xef\xbb\xbf{}", "json.syntax", "byte 0"},
           Row{"{\"result\":\"Deny\",\"result\":\"Allow\"}", "json.duplicate", "byte 17"},
           Row{"{\"a\":{\"b\":1, \"b\" :2}}", "json.duplicate", "byte 13"},
           Row{"{\"a\":1,\"\\u0061\":2}", "json.duplicate", "byte 7"},
           Row{"[1.0]", "json.number", "byte 1"},
           Row{"[1, 1e3]", "json.number", "byte 4"},
           Row{"-0.0", "json.number", "byte 0"},
           Row{"1E400", "json.number", "byte 0"},
           Row{"[-1e999]", "json.number", "byte 1"},
           Row{"9223372036854775808", "json.range", "byte 0"},
           Row{"[ -9223372036854775809]", "json.range", "byte 2"},
           Row{"18446744073709551615", "json.range", "byte 0"},
           Row{"18446744073709551616", "json.range", "byte 0"},
           Row{"{\"n\": 1" + std::string(400, '0') + "}", "json.range", "byte 6"},
           Row{"\"a\xff\"", "json.utf8", "byte 2"},
           Row{"\"\xc0\xaf\"", "json.utf8", "byte 1"},
           Row{"\"\xed\xa0\x80\"", "json.utf8", "byte 1"},
           Row{"\xff\xfe{\0}\0"s, "json.utf8", "byte 0"},
           Row{"{}\0"s, "json.nul", "byte 2"},
           Row{"\"a\0b\""s, "json.nul", "byte 2"},
           Row{"[\"a\\u0000b\"]", "json.nul", "byte 1"},
           Row{"{\"a\":1,\"\\u0000\":1}", "json.nul", "byte 7"},
       }) {
    CAPTURE(row.text);
    const Error e = error_of([&] { parse_json(row.text, "answer"); });
    CHECK(e.kind() == Kind::input);
    CHECK(e.code() == row.code);
    CHECK(std::string(e.what()).starts_with("answer: byte "));
    if (*row.place) CHECK(std::string(e.what()).starts_with("answer: "s + row.place + ": "));
  }
}

TEST_CASE("limits hold exactly") {
  const TreeLimits limits;
  CHECK(verdict([&] { parse_json(nested(limits.depth), "t"); }) == "1 none");
  CHECK(verdict([&] { parse_json(nested(limits.depth + 1), "t"); }) == "5 json.depth");
  CHECK(verdict([&] { parse_json(std::string(500'000, '['), "t"); }) == "5 json.depth");
  std::string objects;
  for (int i = 0; i < 33; ++i) objects += "{\"a\":";
  CHECK(verdict([&] { parse_json(objects, "t"); }) == "5 json.depth");
  CHECK(verdict([&] { parse_json(zeros(limits.nodes - 1), "t"); }) == "1 none");
  CHECK(verdict([&] { parse_json(zeros(limits.nodes), "t"); }) == "5 json.nodes");
  CHECK(verdict([&] { parse_json("\"" + std::string(limits.bytes - 2, 'a') + "\"", "t"); }) == "1 none");
  CHECK(verdict([&] { parse_json("\"" + std::string(limits.bytes - 1, 'a') + "\"", "t"); }) == "5 json.size");
  CHECK(verdict([] { parse_json("[1,2]", "t", {.bytes = 5, .depth = 1, .nodes = 3}); }) == "1 none");
  CHECK(verdict([] { parse_json("[1,2]", "t", {.bytes = 5, .depth = 0, .nodes = 3}); }) == "5 json.depth");
}

TEST_CASE("errors repeat neither values nor whole keys") {
  const Error syntax = error_of([] { parse_json("{\"passphrase\": hunter2", "answer"); });
  CHECK(std::string(syntax.what()).find("hunter") == std::string::npos);
  const std::string key(5000, 'k');
  const Error twice = error_of([&] { parse_json("{\"" + key + "\":1,\"" + key + "\":2}", "answer"); });
  CHECK(std::string(twice.what()).size() < 200);
  const Error escape = error_of([&] { parse_json("{\"\\u001b[2J\":1,\"\\u001b[2J\":2}", "answer"); });
  CHECK(std::string(escape.what()) == "answer: byte 15: key \"\\x1b[2J\" is given twice");
}

TEST_CASE("one line, and lines for people") {
  const Value v = Value::map({{"b", Value(Value::List{1, true, nullptr, "x"})},
                              {"a", Value::map({{"c", -1}})},
                              {"none", Value::list()},
                              {"empty", Value::map()}});
  CHECK(to_json(v) == R"({"b":[1,true,null,"x"],"a":{"c":-1},"none":[],"empty":{}})");
  CHECK(to_pretty_json(v) == R"({
  "b": [
    1,
    true,
    null,
    "x"
  ],
  "a": {
    "c": -1
  },
  "none": [],
  "empty": {}
})");
  CHECK(to_pretty_json(Value::list()) == "[]");
  CHECK(to_json(INT64_MIN) == "-9223372036854775808");
}

TEST_CASE("digests are over one form") {
  const Value one =
      Value::map({{"b", 1}, {"a", Value::map({{"z", 1}, {"y", 2}})}, {"B", 3}, {"\xc3\xa4", 4}, {"ab", 5}});
  const Value other =
      Value::map({{"\xc3\xa4", 4}, {"ab", 5}, {"a", Value::map({{"y", 2}, {"z", 1}})}, {"B", 3}, {"b", 1}});
  CHECK(canonical_json(one) == "{\"B\":3,\"a\":{\"y\":2,\"z\":1},\"ab\":5,\"b\":1,\"\xc3\xa4\":4}");
  CHECK(canonical_json(one) == canonical_json(other));
  CHECK(canonical_json("\"\\/\b\f\n\r\t\x01\x1f\x7f\xe2\x80\xae") ==
        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xe2\x80\xae\"");
  CHECK(verdict([] { canonical_json("a\xff"); }) == "5 json.utf8");
  CHECK(verdict([] { canonical_json(Value::map({{"\xff", 1}})); }) == "5 json.utf8");
}

TEST_CASE("what is written cannot command a terminal, and reads back the same") {
  const std::string hostile = "\x1b[2J\xc2\x9b\xe2\x80\xae\x7f\xe2\x80\xa8\"\\";
  CHECK(to_json(hostile) == R"("\u001b[2J\u009b\u202e\u007f\u2028\"\\")");
  CHECK(parse_json(to_json(hostile), "t") == Value(hostile));
  CHECK(parse_json(to_pretty_json(hostile), "t") == Value(hostile));
  CHECK(parse_json(canonical_json(hostile), "t") == Value(hostile));
  CHECK(printable(to_json(hostile)) == to_json(hostile));
  CHECK(to_json("a\xff\xe2\x82z") == "\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\"");
}

TEST_CASE("damaged documents end in an error or a value, nothing else") {
  const std::string whole =
      R"({"version":1,"result":"Allow","names":{"dns":["a.corp"],"n":-12},"x":"\u00e4\n","y":[true,null]})";
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (int octet = 0; octet < 256; octet += 3) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(octet);
      const Error e = error_of([&] { CHECK(parse_json(to_json(parse_json(damaged, "t")), "t").is_map()); });
      REQUIRE((e.code() == "none" || (e.kind() == Kind::input && e.code().starts_with("json."))));
      REQUIRE(test::verdict([&] { parse_json(damaged.substr(0, at), "t"); }) != "1 none");
    }
}

TEST_CASE("a map of many keys is read in time that is not quadratic") {
  std::string text = "{";
  for (int i = 0; i < 9'999; ++i) text += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":" + std::to_string(i);
  CHECK(parse_json(text + "}", "t").members().size() == 9'999);
}
