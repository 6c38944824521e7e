// The one tree.
#include "base/value.h"

#include "../error_of.h"

using namespace pkit;
using pkit::test::verdict;

namespace {

Value sample() {
  return Value::map(
      {{"name", "web"}, {"count", 3}, {"deep", Value::map({{"er", Value::list({"a", "b"})}})}, {"none", nullptr}});
}

}  // namespace

TEST_CASE("a value knows its type") {
  struct Row {
    Value value;
    Value::Type type;
    const char* name;
  };
  for (const Row& row : {Row{Value(), Value::Type::null, "null"}, Row{true, Value::Type::boolean, "boolean"},
                         Row{7, Value::Type::integer, "integer"}, Row{std::int64_t{7}, Value::Type::integer, "integer"},
                         Row{std::size_t{7}, Value::Type::integer, "integer"}, Row{"text", Value::Type::text, "text"},
                         Row{Value::list(), Value::Type::list, "list"}, Row{Value::map(), Value::Type::map, "map"}}) {
    CAPTURE(row.name);
    CHECK(row.value.type() == row.type);
    CHECK(std::string(Value::name(row.value.type())) == row.name);
  }
}

TEST_CASE("reading another type is our own fault") {
  const Value text("x"), number(1);
  CHECK(verdict([&] { text.as_int(); }) == "1 internal");
  CHECK(verdict([&] { text.as_bool(); }) == "1 internal");
  CHECK(verdict([&] { text.items(); }) == "1 internal");
  CHECK(verdict([&] { text.members(); }) == "1 internal");
  CHECK(verdict([&] { number.as_text(); }) == "1 internal");
  CHECK(verdict([] { Value(1).set("a", 1); }) == "1 internal");
  CHECK(verdict([] { Value(1).push(1); }) == "1 internal");
}

TEST_CASE("members are found by key and by path") {
  const Value v = sample();
  CHECK(v.find("name")->as_text() == "web");
  CHECK(v.find("nothing") == nullptr);
  CHECK(Value(1).find("name") == nullptr);
  CHECK(v["count"].as_int() == 3);
  CHECK(v["nothing"].is_null());
  CHECK(v.at_path("deep.er")->items().size() == 2);
  CHECK(v.at_path("deep.er.more") == nullptr);
  CHECK(v.at_path("deep.") == nullptr);
  CHECK(v.at_path("") == nullptr);
  CHECK(v.text_or("name", "other") == "web");
  CHECK(v.text_or("count", "other") == "other");
  CHECK(v.text_or("none", "other") == "other");
}

TEST_CASE("maps keep their order and their keys unique") {
  Value v;
  v.set("b", 1);
  v.set("a", 2);
  v.set("b", 3);
  REQUIRE(v.members().size() == 2);
  CHECK(v.members()[0].first == "b");
  CHECK(v["b"].as_int() == 3);
  v.erase("b");
  v.erase("not there");
  CHECK(v.members().size() == 1);
  Value list;
  list.push("x");
  CHECK(list.items().front().as_text() == "x");
  list.erase("x");
  CHECK(list.items().size() == 1);
}

TEST_CASE("members can be given at once") {
  CHECK(Value::from_members({{"a", 1}, {"b", "x"}}) == Value::map({{"a", 1}, {"b", "x"}}));
}

TEST_CASE("equality is of content") {
  CHECK(sample() == sample());
  CHECK(Value::map({{"a", 1}, {"b", 2}}) == Value::map({{"b", 2}, {"a", 1}}));
  CHECK_FALSE(Value::map({{"a", 1}}) == Value::map({{"a", 2}}));
  CHECK_FALSE(Value::map({{"a", 1}}) == Value::map({{"b", 1}}));
  CHECK_FALSE(Value::map({{"a", 1}}) == Value::map({{"a", 1}, {"b", 1}}));
  CHECK_FALSE(Value::list({"a", "b"}) == Value::list({"b", "a"}));
  CHECK_FALSE(Value(1) == Value("1"));
  CHECK_FALSE(Value(false) == Value());
  Value placed(1);
  placed.placed({3, 5});
  CHECK(placed == Value(1));
  CHECK(placed.at().line == 3);
  CHECK(placed.at().column == 5);
  CHECK(Value(1).at().line == 0);
}
