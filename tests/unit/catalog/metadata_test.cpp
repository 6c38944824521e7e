// Metadata fields as configured (A22), and which values are attached (A16, A-edge-4, T-A16, X28, X29).
#include "catalog/metadata.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "config/yaml.h"

namespace pkit::catalog {
namespace {

struct Read {
  MetadataFields fields;
  std::vector<Fault> faults;
};

Read read(const std::string& yaml) {
  config::Faults faults("f");
  Read result;
  result.fields = read_metadata_fields(config::parse_yaml(yaml, "f"), faults);
  result.faults = faults.list();
  return result;
}

const char* const kFields = R"(fields:
  Owner: {type: string, pattern: "[a-z]+", message: lower-case letters alone}
  Seats: {type: integer}
  Until: {type: date}
  Spare: {type: boolean}
  Site: {type: choice, options: [HQ, Lab]}
  Notes: {type: text}
  Mail: {type: email})";

TEST_CASE("metadata: every type takes its values and refuses others (A22)") {
  const Read all = read(kFields);
  REQUIRE(all.faults.empty());
  struct Row {
    const char* field;
    const char* value;  // JSON
    const char* kept;   // null: refused
    const char* why = "";
  };
  for (const auto& [field, value, kept, why] : {
           Row{"Owner", R"("ops")", "ops"},
           Row{"owner", R"("ops")", "ops"},
           Row{"Owner", R"("Ops")", nullptr, "lower-case letters alone"},
           Row{"Owner", "7", nullptr, "is integer, not a text"},
           Row{"Seats", "7", "7"},
           Row{"Seats", R"("007")", "7"},
           Row{"Seats", R"("abc")", nullptr, "is no integer"},
           Row{"Seats", R"("7 ")", nullptr, "is no integer"},
           Row{"Seats", R"("9223372036854775808")", nullptr, "is no integer"},
           Row{"Until", R"("2027-01-31")", "2027-01-31"},
           Row{"Until", R"("2027-02-31")", nullptr, "is no date: write it like 2027-01-31"},
           Row{"Spare", "true", "true"},
           Row{"Spare", R"("false")", "false"},
           Row{"Spare", R"("yes")", nullptr, "is neither true nor false"},
           Row{"Site", R"("hq")", "HQ"},
           Row{"Site", R"("mars")", nullptr, "is not one of HQ, Lab"},
           Row{"Notes", R"("a\nb")", "a\nb"},
           Row{"Notes", "[]", nullptr, "is list, not a text"},
           Row{"Mail", R"("ops@corp.example")", "ops@corp.example"},
           Row{"Mail", R"("ops@corp.example, x@y.z")", nullptr, "is no mail address"},
       }) {
    CAPTURE(field);
    CAPTURE(value);
    const MetadataField* found = find_field(all.fields, field);
    REQUIRE(found);
    const Judged judged = judge_metadata(*found, parse_json(value, "value"));
    CHECK(judged.value.value_or("refused") == (kept ? kept : "refused"));
    CHECK(judged.why == why);
  }
  CHECK_FALSE(find_field(all.fields, "Nope"));
  CHECK_FALSE(judge_metadata(*find_field(all.fields, "Owner"), Value(std::string(1025, 'a'))).value);
  CHECK(judge_metadata(*find_field(all.fields, "Notes"), Value(std::string(16 << 10, 'a'))).value);
}

TEST_CASE("metadata: the valid ones are attached, the others are dropped and told (A16, A-edge-4, T-A16)") {
  const Attached some = attach_metadata(
      read(kFields).fields, parse_json(R"({"OWNER":"ops","Nope":"x","Seats":"abc","Mail":"nobody"})", "answer"));
  CHECK(some.applied == Value::map({{"Owner", "ops"}}));
  CHECK(to_json(some.dropped) ==
        R"([{"field":"Nope","reason":"there is no such field"},{"field":"Seats","reason":"is no integer"},)"
        R"({"field":"Mail","reason":"is no mail address"}])");
  CHECK(some.missing.empty());
  const Attached twice = attach_metadata(read(kFields).fields, parse_json(R"({"owner":"a","Owner":"b"})", "answer"));
  CHECK(twice.applied == Value::map({{"Owner", "a"}}));
  CHECK(twice.dropped.items().size() == 1);
}

TEST_CASE("metadata: defaults fill in, and a required field that is missing is told and hinders nothing (X28)") {
  const MetadataFields fields =
      read("fields: {Owner: {required: true}, Site: {default: hq, required: true}, Seats: {type: integer, default: 3}}")
          .fields;
  const Attached none = attach_metadata(fields, Value::map());
  CHECK(none.applied == Value::map({{"Site", "hq"}, {"Seats", "3"}}));
  CHECK(none.missing == std::vector<std::string>{"Owner"});
  CHECK(attach_metadata(fields, Value::map({{"Owner", "x"}})).missing.empty());
}

TEST_CASE("metadata: every fault of the section has its code") {
  struct Row {
    const char* yaml;
    const char* code;
  };
  for (const auto& [yaml, code] : {
           Row{"fields: {'a b': {}}", "metadata.name"},
           Row{"fields: {Owner: {}, owner: {}}", "metadata.name"},
           Row{"fields: {a: {type: strin}}", "config.word"},
           Row{"fields: {a: {pattern: '('}}", "metadata.pattern"},
           Row{"fields: {a: {type: integer, pattern: 'a'}}", "metadata.pattern"},
           Row{"fields: {a: {type: choice}}", "metadata.options"},
           Row{"fields: {a: {options: [x]}}", "metadata.options"},
           Row{"fields: {a: {type: integer, default: x}}", "metadata.default"},
           Row{"fields: {a: {tpye: integer}}", "config.unknown"},
           Row{"fields: []", "config.type"},
       }) {
    CAPTURE(yaml);
    const Read result = read(yaml);
    REQUIRE(result.faults.size() == 1);
    CHECK(result.faults[0].code == code);
  }
  CHECK(read("").faults.empty());
}

}  // namespace
}  // namespace pkit::catalog
