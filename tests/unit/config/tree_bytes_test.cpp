// A tree survives its bytes, places included; bytes that no tree has become nothing, whatever they are.
#include <doctest/doctest.h>

#include <limits>

#include "config/tree_bytes.h"
#include "config/yaml.h"

using namespace pkit;
using config::tree_from_bytes;
using config::tree_to_bytes;

namespace {

constexpr const char* kText =
    "version: 1\n"
    "nothing:\n"
    "yes: true\n"
    "no: false\n"
    "text: \"b\\u00e4r\"\n"
    "list: [ 1, -2, [], {} ]\n"
    "deep: { a: { b: { c: [ { d: e } ] } } }\n";

/// Every value and place of it, in one text.
std::string described(const Value& value) {
  std::string text = to_json(value) + "@" + std::to_string(value.at().line) + ":" + std::to_string(value.at().column) +
                     "/" + std::to_string(value.key_at().line) + ":" + std::to_string(value.key_at().column) + "\n";
  if (value.is_list())
    for (const Value& item : value.items()) text += described(item);
  if (value.is_map())
    for (const auto& [key, member] : value.members()) text += key + " " + described(member);
  return text;
}

/// A list of so many lists, each in the one before.
Bytes nested(std::size_t depth) {
  Bytes bytes;
  for (std::size_t i = 1; i < depth; ++i) bytes.insert(bytes.end(), {4, 0, 0, 0, 0, 1});
  bytes.insert(bytes.end(), {4, 0, 0, 0, 0, 0});
  return bytes;
}

}  // namespace

TEST_CASE("a tree survives its bytes") {
  const Value tree = config::parse_yaml(kText, "pkit.yaml");
  const auto again = tree_from_bytes(tree_to_bytes(tree));
  REQUIRE(again);
  CHECK(described(*again) == described(tree));
}

TEST_CASE("integers of every size survive") {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{64},
                                    std::int64_t{-65}, std::int64_t{1} << 40, Limits::max(), Limits::min()}) {
    const auto again = tree_from_bytes(tree_to_bytes(Value(number)));
    REQUIRE(again);
    CHECK(again->as_int() == number);
  }
}

TEST_CASE("bytes that are cut short or go on are no tree") {
  Bytes bytes = tree_to_bytes(config::parse_yaml(kText, "pkit.yaml"));
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(tree_from_bytes(BytesView(bytes).first(size)));
  bytes.push_back(0);
  CHECK_FALSE(tree_from_bytes(bytes));
}

TEST_CASE("whatever one changed byte makes of it, reading ends, within the limits") {
  const Bytes good = tree_to_bytes(config::parse_yaml(kText, "pkit.yaml"));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const std::uint8_t to : Bytes{0x00, 0x05, 0x7f, 0x80, 0xff}) {
      Bytes bytes = good;
      bytes[at] = to;
      if (const auto tree = tree_from_bytes(bytes)) CHECK(tree_from_bytes(tree_to_bytes(*tree)) == tree);
    }
  }
}

TEST_CASE("what no tree has is refused") {
  const auto refused = [](const Bytes& bytes) { return !tree_from_bytes(bytes); };
  CHECK_FALSE(refused({0, 0, 0, 0, 0}));
  CHECK(refused({6, 0, 0, 0, 0}));                                // a type that there is not
  CHECK(refused({1, 0, 0, 0, 0, 2}));                             // a boolean that is two
  CHECK(refused({3, 0, 0, 0, 0, 9, 'a'}));                        // a text longer than the bytes
  CHECK(refused({4, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f}));  // a list of 4 billion
  CHECK(refused({0, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0}));  // a line beyond int
  CHECK(refused({0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0, 0, 0}));  // no number
  CHECK(refused({5, 0, 0, 0, 0, 2, 1, 'k', 0, 0, 0, 0, 0, 1, 'k', 0, 0, 0, 0, 0}));                   // a key twice
}

TEST_CASE("the limits of a text are those of its bytes") {
  CHECK(tree_from_bytes(nested(32)));
  CHECK_FALSE(tree_from_bytes(nested(33)));
  CHECK(tree_from_bytes(tree_to_bytes(Value(Value::List(9'999)))));
  CHECK_FALSE(tree_from_bytes(tree_to_bytes(Value(Value::List(10'000)))));
}
