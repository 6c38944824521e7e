// Tables of fields: one declaration, read strictly and written out as JSON Schema.
#include "base/table.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "base/schema.h"

using namespace pkit;

namespace {

bool is_upper(std::string_view text) {
  return !text.empty() && text.find_first_not_of("ABC") == std::string_view::npos;
}

constexpr Shape kCode = {.type = Shape::Type::text,
                         .called = "a code such as AB",
                         .name = "code",
                         .help = "capitals",
                         .pattern = "^[ABC]+$",
                         .is = is_upper};
constexpr Field kPointFields[] = {{.key = "x", .type = FieldType::integer, .required = true},
                                  {.key = "code", .type = kCode}};
constexpr Shape kPoint = {.type = Shape::Type::map, .called = "a point", .name = "point", .fields = kPointFields};
constexpr Shape kPoints = {.type = Shape::Type::list, .called = "a list of points", .most = 2, .each = &kPoint};
constexpr const Shape* kCodeOrNull[] = {&kCode, &FieldType::null};
constexpr Shape kPerhaps = {.type = Shape::Type::either, .among = kCodeOrNull};
constexpr Field kFields[] = {
    {.key = "name", .type = FieldType::word, .required = true, .help = "what it is called"},
    {.key = "size", .type = FieldType::integer, .least = 1, .most = 100},
    {.key = "mode", .type = FieldType::text, .words = kOneOf<"stop", "deny">},
    {.key = "on", .type = FieldType::text_or_list, .words = kOneOf<"register", "renew">},
    {.key = "points", .type = kPoints},
    {.key = "labels", .type = FieldType::text_map},
    {.key = "perhaps", .type = kPerhaps, .with = "size"},
};
constexpr Shape kThing = {.type = Shape::Type::map, .called = "a thing", .fields = kFields};

std::vector<std::string> flaws_of(const std::string& json, Strictness strictness = {}) {
  std::vector<std::string> flaws;
  for (const Flaw& flaw : flaws_in(parse_json(json, "t"), kThing, "", strictness))
    flaws.push_back(flaw.what + (flaw.hint.empty() ? "" : " (" + flaw.hint + ")"));
  return flaws;
}

}  // namespace

TEST_CASE("table: one flaw alone, with its path") {
  const struct {
    const char* json;
    const char* flaw;
  } rows[] = {
      {R"([])", "it must be a thing, not list"},
      {R"({"name":""})", "name is empty"},
      {R"({"name":null})", "name is missing (what it is called)"},
      {R"({"name":1})", "name must be a text that says something, not integer (write it in quotes: \"1\")"},
      {R"({"name":"n","sise":1})",
       "unknown key 'sise' (did you mean 'size'? valid: name, size, mode, on, points, labels, perhaps)"},
      {R"({"name":"n","x-y":1})", "unknown key 'x-y' (valid: name, size, mode, on, points, labels, perhaps)"},
      {R"({"name":"n","size":101})", "size must be 1 to 100, not 101"},
      {R"({"name":"n","mode":"sotp"})", "mode cannot be 'sotp' (did you mean 'stop'? valid: stop, deny)"},
      {R"({"name":"n","on":["renew","x"]})", "on[1] cannot be 'x' (valid: register, renew)"},
      {R"({"name":"n","on":"x"})", "on cannot be 'x' (valid: register, renew)"},
      {R"({"name":"n","points":[{"x":1},{"x":2},{"x":3}]})", "points must have at most 2 elements"},
      {R"({"name":"n","points":[{"x":1},{"y":2,"x":1}]})", "points[1]: unknown key 'y' (valid: x, code)"},
      {R"({"name":"n","points":[{}]})", "points[0].x is missing"},
      {R"({"name":"n","points":[{"x":1,"code":"Q"}]})", "points[0].code must be a code such as AB, not 'Q'"},
      {R"({"name":"n","labels":{"a":1}})", "labels.a must be a text, not integer (write it in quotes: \"1\")"},
      {R"({"name":"n","size":1,"perhaps":"q"})", "perhaps must be a code such as AB, not 'q'"},
      {R"({"name":"n","perhaps":"A"})", "perhaps needs size"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.json);
    CHECK(flaws_of(row.json) == std::vector<std::string>{row.flaw});
  }
}

TEST_CASE("table: every flaw at once, and what is sound has none") {
  CHECK(flaws_of(R"({"size":0,"mode":5,"points":[1]})").size() == 4);
  CHECK(flaws_of(R"({"name":"n","size":7,"mode":null,"on":"renew","points":[],"labels":{},"perhaps":null})").empty());
  CHECK(flaws_of(R"({"name":"n","size":1,"perhaps":"AB"})").empty());
  CHECK(flaws_of(R"({"name":"n","x-y":1})", {.others = Others::extensions}).empty());
  CHECK(flaws_of(R"({"name":"n","y":1})", {.others = Others::taken}).empty());
  CHECK(flaws_of(R"({"name":"n","labels":null})", {.nulls = Nulls::values}).empty());
  CHECK(flaws_of(R"({"name":"n","size":null})", {.nulls = Nulls::values}) ==
        std::vector<std::string>{"size must be an integer, not nothing"});
}

TEST_CASE("table: without rows it takes nothing") {
  const std::vector<Field> none;
  CHECK(flaws_in(parse_json("{}", "t"), none, "secrets").empty());
  REQUIRE(flaws_in(parse_json(R"({"password":"x"})", "t"), none, "secrets").size() == 1);
  CHECK(flaws_in(parse_json(R"({"password":"x"})", "t"), none, "secrets")[0].what == "secrets: unknown key 'password'");
  CHECK(flaws_in(parse_json("[]", "t"), none, "secrets")[0].what == "secrets must be a map, not list");
}

TEST_CASE("table: rows, and a shape for every other member") {
  constexpr Field rows[] = {{.key = "id", .type = FieldType::word, .required = true}};
  const Shape open{.type = Shape::Type::map, .called = "a map", .each = &FieldType::integer, .fields = rows};
  const auto flaws = [&](const char* json) { return flaws_in(parse_json(json, "t"), open, ""); };
  CHECK(flaws(R"({"id":"a"})").empty());
  CHECK(flaws(R"({"id":"a","more":1})").empty());
  REQUIRE(flaws(R"({"more":1})").size() == 1);
  CHECK(flaws(R"({"more":1})")[0].is == Flaw::Is::missing);
  REQUIRE(flaws(R"({"id":"a","more":"b"})").size() == 1);
  CHECK(flaws(R"({"id":"a","more":"b"})")[0].path == "more");
  CHECK(json_schema(open) == parse_json(R"({"type":"object","properties":{"id":{"type":"string","minLength":1}},
          "required":["id"],"additionalProperties":{"type":"integer"}})",
                                        "schema"));
}

TEST_CASE("table: JSON Schema says the same") {
  CHECK(json_schema(kThing) == parse_json(R"({"type":"object","properties":{
          "name":{"type":"string","minLength":1},
          "size":{"type":"integer","minimum":1,"maximum":100},
          "mode":{"enum":["stop","deny"]},
          "on":{"anyOf":[{"enum":["register","renew"]},{"type":"array","items":{"enum":["register","renew"]}}]},
          "points":{"type":"array","items":{"$ref":"common.schema.json#/$defs/point"},"maxItems":2},
          "labels":{"type":"object","additionalProperties":{"type":"string"}},
          "perhaps":{"anyOf":[{"$ref":"common.schema.json#/$defs/code"},{"type":"null"}]}},
          "required":["name"],"additionalProperties":false,"dependentRequired":{"perhaps":["size"]}})",
                                          "schema"));
  CHECK(common_schema("t", {&kThing})["$defs"] ==
        parse_json(R"({"code":{"description":"capitals","type":"string","pattern":"^[ABC]+$"},
          "point":{"type":"object","properties":{"x":{"type":"integer"},"code":{"$ref":"#/$defs/code"}},
          "required":["x"],"additionalProperties":false}})",
                   "schema"));
}
