// Sections read by their tables: every fault at once, each at its place; defaults.
#include "config/fields.h"

#include <doctest/doctest.h>

#include "config/yaml.h"

using namespace pkit;
using config::Faults;
using config::Field;
using config::FieldType;
using config::Section;

namespace {

const std::vector<Field> kFields = {
    {.key = "name", .type = FieldType::text, .required = true, .help = "what it is called"},
    {.key = "exec", .type = FieldType::text_list, .required = true},
    {.key = "size", .type = FieldType::integer, .otherwise = "10", .least = 1, .most = 100},
    {.key = "count", .type = FieldType::integer, .least = 0},
    {.key = "timeout", .type = FieldType::duration, .otherwise = "10s", .least = 1000, .most = 60'000},
    {.key = "dry_run", .type = FieldType::boolean},
    {.key = "mode", .type = FieldType::text, .words = kOneOf<"stop", "deny", "defer">},
    {.key = "on", .type = FieldType::text_or_list, .words = kOneOf<"register", "renew">},
    {.key = "config", .type = FieldType::map},
    {.key = "steps", .type = FieldType::list},
    {.key = "extra", .type = FieldType::any},
};

/// "CODE LINE:COLUMN" of each fault that this text has.
std::vector<std::string> faults_of(const std::string& text) {
  const Value value = config::parse_yaml(text, "f");
  Faults faults("f");
  const Section section(value, "part", kFields, faults);
  std::vector<std::string> found;
  for (const Fault& fault : faults.list()) {
    CHECK(fault.kind == Kind::config);
    found.push_back(fault.code + " " + fault.where.substr(2));
  }
  return found;
}

Fault only_fault_of(const std::string& text) {
  const Value value = config::parse_yaml(text, "f");
  Faults faults("f");
  const Section section(value, "part", kFields, faults);
  REQUIRE(faults.list().size() == 1);
  return faults.list()[0];
}

}  // namespace

TEST_CASE("fields: ten faults in one section are ten faults, each at its place") {
  const std::string text =
      "name: 12\n"
      "tiemout: 5s\n"
      "size: 101\n"
      "count: -1\n"
      "timeout: 2h\n"
      "dry_run: yes\n"
      "mode: sotp\n"
      "on: [register, reneww, 5]\n"
      "config: [a]\n";
  CHECK(faults_of(text) == std::vector<std::string>{"config.unknown 2:1", "config.type 1:7", "config.missing 1:1",
                                                    "config.bounds 3:7", "config.bounds 4:8", "config.bounds 5:10",
                                                    "config.type 6:10", "config.word 7:7", "config.word 8:16",
                                                    "config.type 8:24", "config.type 9:9"});
}

TEST_CASE("fields: one fault alone: code, place, words, remedy") {
  const std::string sound = "name: n\nexec: [x]\n";
  const struct {
    std::string text, code, where, what, hint;
  } rows[] = {
      {sound + "tiemout: 5s", "config.unknown", "f:3:1", "part: unknown key 'tiemout'",
       "did you mean 'timeout'? valid: name, exec, size, count, timeout, dry_run, mode, on, config, steps, extra"},
      {sound + "qqqqqq: 1", "config.unknown", "f:3:1", "part: unknown key 'qqqqqq'",
       "valid: name, exec, size, count, timeout, dry_run, mode, on, config, steps, extra"},
      {"exec: [x]", "config.missing", "f:1:1", "part.name is missing", "what it is called"},
      {"name: n\nexec:", "config.missing", "f:2:1", "part.exec is missing", ""},
      {sound + "mode: sotp", "config.word", "f:3:7", "part.mode cannot be 'sotp'",
       "did you mean 'stop'? valid: stop, deny, defer"},
      {"name: 5\nexec: [x]", "config.type", "f:1:7", "part.name must be a text, not integer",
       "write it in quotes: \"5\""},
      {"name: true\nexec: [x]", "config.type", "f:1:7", "part.name must be a text, not boolean",
       "write it in quotes: \"true\""},
      {"name:\nexec: [x]", "config.missing", "f:1:1", "part.name is missing", "what it is called"},
      {"name: n\nexec: x", "config.type", "f:2:7", "part.exec must be a list of texts, not text", ""},
      {"name: n\nexec: [x, 80]", "config.type", "f:2:11", "part.exec[1] must be a text, not integer",
       "write it in quotes: \"80\""},
      {sound + "timeout: 5", "config.type", "f:3:10", "part.timeout must be a duration such as 90d or 30s, not integer",
       ""},
      {sound + "timeout: soon", "config.type", "f:3:10", "part.timeout must be a duration such as 90d or 30s, not text",
       ""},
      {sound + "timeout: 61s", "config.bounds", "f:3:10", "part.timeout must be 1s to 1m, not 61s", ""},
      {sound + "size: 0", "config.bounds", "f:3:7", "part.size must be 1 to 100, not 0", ""},
      {sound + "count: -5", "config.bounds", "f:3:8", "part.count must be at least 0, not -5", ""},
      {sound + "dry_run:", "config.type", "f:3:1", "part.dry_run must be true or false, not nothing", ""},
      {"[a]", "config.type", "f:1:1", "part must be a map, not list", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const Fault fault = only_fault_of(row.text);
    CHECK(fault.code == row.code);
    CHECK(fault.where == row.where);
    CHECK(fault.what == row.what);
    CHECK(fault.hint == row.hint);
  }
}

TEST_CASE("fields: getters answer what is written, else the default, also where it is faulty") {
  const Value written = config::parse_yaml(
      "{name: n, exec: [a, b], size: 5, timeout: 30s, dry_run: true, on: renew, config: {k: v}, steps: , extra: 7}",
      "f");
  Faults none("f");
  const Section sound(written, "part", kFields, none);
  CHECK(none.empty());
  CHECK(sound.text("name") == "n");
  CHECK(sound.texts("exec") == std::vector<std::string>{"a", "b"});
  CHECK(sound.integer("size", 10) == 5);
  CHECK(sound.duration("timeout", 0) == 30'000);
  CHECK(sound.boolean("dry_run", false));
  CHECK(sound.texts("on") == std::vector<std::string>{"renew"});
  CHECK(sound.value("config")["k"] == Value("v"));
  CHECK(sound.value("extra") == Value(7));
  CHECK(sound.has("config"));
  CHECK_FALSE(sound.has("steps"));
  CHECK_FALSE(sound.has("mode"));
  CHECK(sound.at("name").column == 8);
  CHECK(sound.at("mode").column == 1);

  const Value wrong =
      config::parse_yaml("{name: [x], exec: [a, 1], size: 500, timeout: 1, dry_run: 1, mode: sotp, on: bad}", "f");
  Faults faults("f");
  const Section faulty(wrong, "part", kFields, faults);
  CHECK(faults.list().size() == 7);
  CHECK(faulty.text("name", "other") == "other");
  CHECK(faulty.texts("exec").empty());
  CHECK(faulty.integer("size", 10) == 10);
  CHECK(faulty.duration("timeout", 7) == 7);
  CHECK(faulty.boolean("dry_run", true));
  CHECK(faulty.text("mode", "stop") == "stop");
  CHECK(faulty.texts("on", {"all"}) == std::vector<std::string>{"all"});
  CHECK_FALSE(faulty.has("mode"));

  Faults two("f");
  const Section absent(Value(), "part", kFields, two);
  CHECK(two.list().size() == 2);
  CHECK(two.list()[0].where == "f");
  CHECK(absent.integer("size", 10) == 10);
}

TEST_CASE("fields: a hostile key is printed harmlessly and shortened") {
  const Fault fault = only_fault_of("name: n\nexec: [x]\n\"\\e[2J" + std::string(200, 'k') + "\": 1");
  CHECK(fault.what.find('\x1b') == std::string::npos);
  CHECK(fault.what.size() < 120);
}

TEST_CASE("fields: faults and warnings carry their place") {
  Faults faults("pkit.yaml");
  faults.add({3, 7}, "config.type", "x", "y");
  faults.unknown({4, 1}, "unknown profile", "agnet", {"agent", "server"});
  faults.warn({5, 2}, "careful");
  CHECK(faults.list()[0] == Fault{Kind::config, "config.type", "pkit.yaml:3:7", "x", "y"});
  CHECK(faults.list()[1] == Fault{Kind::config, "config.unknown", "pkit.yaml:4:1", "unknown profile 'agnet'",
                                  "did you mean 'agent'? valid: agent, server"});
  CHECK(faults.warnings() == std::vector<std::string>{"pkit.yaml:5:2: careful"});
  CHECK(faults.where({}) == "pkit.yaml");
}
