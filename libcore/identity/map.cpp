#include "identity/map.h"

#include "base/text.h"
#include "config/fields.h"
#include "config/yaml.h"
#include "x509/name.h"

namespace pkit::identity {

namespace {

using config::Field;
using config::FieldType;

const std::vector<Field>& map_fields() {
  static const std::vector<Field> fields = {
      {.key = "version", .type = FieldType::integer, .required = true, .least = 1, .most = 1, .help = "1"},
      {.key = "userName", .type = FieldType::any, .help = "sources in the order in which they are asked"},
      {.key = "displayName", .type = FieldType::any, .help = "a source"},
      {.key = "deviceId", .type = FieldType::any, .help = "a source"},
      {.key = "appID", .type = FieldType::any, .help = "a source"},
      {.key = "attributes", .type = FieldType::map, .help = "a source for each attribute"},
  };
  return fields;
}

const std::vector<Field>& source_fields() {
  static const std::vector<Field> fields = {
      {.key = "from", .type = FieldType::text, .required = true, .help = "uri, upn, email, dns, or an attribute"},
      {.key = "after", .type = FieldType::text, .help = "only values that begin so, without it"},
      {.key = "before", .type = FieldType::text, .help = "only values that end so, without it"},
  };
  return fields;
}

struct OriginWord {
  const char* word;
  Origin origin;
};
constexpr OriginWord kOrigins[] = {
    {"uri", Origin::uri}, {"upn", Origin::upn}, {"email", Origin::email}, {"dns", Origin::dns}};

/// "uri", "upn", "email", "dns"; else an attribute of the subject, "CN".
std::optional<Source> source_of(const std::string& word) {
  for (const OriginWord& row : kOrigins)
    if (word == row.word) return Source{row.origin, "", "", "", word};
  const std::optional<std::string> oid = x509::attribute_oid(word);
  if (!oid) return std::nullopt;
  return Source{Origin::subject, *oid, "", "", word};
}

class Reader {
 public:
  explicit Reader(config::Faults& faults) : faults_(faults) {}

  Map read(const Value& tree) {
    const config::Section section(tree, "", map_fields(), faults_);
    Map map = default_map();
    if (section.has("userName")) map.user_name = sources(section.value("userName"));
    map.display_name = optional(section, "displayName");
    map.device_id = optional(section, "deviceId");
    map.app_id = optional(section, "appID");
    if (section.has("attributes")) {
      for (const auto& [key, value] : section.value("attributes").members())
        if (std::optional<Source> read = source(value)) map.attributes.emplace_back(key, std::move(*read));
    }
    return map;
  }

 private:
  std::optional<Source> word_at(Position at, const std::string& word) {
    std::optional<Source> found = source_of(word);
    if (!found)
      faults_.unknown(at, "unknown source", word, {"uri", "upn", "email", "dns", "CN", "UID", "emailAddress", "OU"});
    return found;
  }

  std::optional<Source> source(const Value& value) {
    if (value.is_text()) return word_at(value.at(), value.as_text());
    if (!value.is_map()) {
      faults_.add(value.at(), "config.type", "a source is a word, or a map with 'from'");
      return std::nullopt;
    }
    const config::Section section(value, "source", source_fields(), faults_);
    if (!section.has("from")) return std::nullopt;
    std::optional<Source> found = word_at(section.at("from"), section.text("from"));
    if (!found) return std::nullopt;
    found->after = section.text("after");
    found->before = section.text("before");
    return found;
  }

  std::optional<Source> optional(const config::Section& section, const char* key) {
    return section.has(key) ? source(section.value(key)) : std::nullopt;
  }

  std::vector<Source> sources(const Value& value) {
    std::vector<Source> all;
    const Value::List alone = {value};
    for (const Value& each : value.is_list() ? value.items() : alone)
      if (std::optional<Source> read = source(each)) all.push_back(std::move(*read));
    return all;
  }

  config::Faults& faults_;
};

}  // namespace

Map default_map() {
  Map map;
  for (const OriginWord& row : kOrigins) map.user_name.push_back({row.origin, "", "", "", row.word});
  return map;
}

Map read_map(std::string_view yaml, const std::string& file) {
  const Value tree = config::parse_yaml(yaml, file);
  config::Faults faults(file);
  Map map = Reader(faults).read(tree);
  if (!faults.empty()) throw error_of(file, faults.list());
  return map;
}

}  // namespace pkit::identity
