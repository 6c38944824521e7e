// Checking `allow:` before anything runs.
#include "handler/outputs.h"

#include <algorithm>

#include "handler/chain.h"
#include "handler/paths.h"

namespace pkit::handler {

using config::Faults;
using config::Field;
using config::FieldType;
using config::Section;

namespace {

constexpr const char* kOwnName = "claimed.ClientMachine";

const std::vector<Field> kNamesFields = {
    {.key = "dns", .type = FieldType::text_list, .help = "DNS names"},
    {.key = "ip", .type = FieldType::text_list, .help = "IP addresses"},
    {.key = "email", .type = FieldType::text_list, .help = "mail addresses"},
    {.key = "uri", .type = FieldType::text_list, .help = "URIs"},
};

void check_placeholder(const Value& text, const std::string& path, const std::string& name, Faults& faults) {
  const KnownPath* row = known_path(path);
  if (!row) {
    faults.unknown(text.at(), name + ": unknown placeholder", path, path_words());
  } else if (row->shape != KnownPath::Shape::scalar) {
    faults.add(text.at(), "handler.placeholder", name + ": {" + path + "} is not one text");
  }
}

/// The paths that this text names.
std::vector<std::string> check_text(const Value& text, const std::string& name, Faults& faults) {
  const std::optional<std::vector<std::string>> paths = placeholders(text.as_text());
  if (!paths) {
    faults.add(text.at(), "handler.placeholder", name + " has a brace that is not closed", "write {{ for a brace");
    return {};
  }
  for (const std::string& path : *paths) check_placeholder(text, path, name, faults);
  return *paths;
}

bool is_claimed(const std::string& path) {
  return path != kOwnName && (path.starts_with("claimed.") || path.starts_with("csr."));
}

void check_names(const Section& allow) {
  Faults& faults = allow.faults();
  const Section names(allow.value("names"), allow.name() + ".names", kNamesFields, faults);
  for (const Field& field : kNamesFields) {
    const Value& list = names.value(field.key);
    if (!list.is_list()) continue;
    for (const Value& text : list.items()) {
      const std::string name = names.name() + "." + field.key;
      const std::vector<std::string> paths = check_text(text, name, faults);
      if (text.as_text().empty()) faults.add(text.at(), "handler.empty", name + " has an empty name");
      if (std::any_of(paths.begin(), paths.end(), is_claimed))
        faults.warn(text.at(), name + " grants whatever name the client claims");
    }
  }
}

void check_profile(const Section& allow, const std::vector<std::string>& profiles) {
  const Value& profile = allow.value("profile");
  if (is_nothing(profile)) return;
  const bool literal = check_text(profile, allow.name() + ".profile", allow.faults()).empty();
  const bool listed = std::find(profiles.begin(), profiles.end(), profile.as_text()) != profiles.end();
  if (!literal || listed) return;
  const std::string hint = config::hint_for(profile.as_text(), profiles);
  allow.faults().add(profile.at(), "handler.profile",
                     allow.name() + ".profile: '" + profile.as_text() + "' is not among the chain's profiles",
                     hint.empty() ? "list it in the chain's profiles:" : hint);
}

void check_parameters(const Section& allow) {
  const Value& parameters = allow.value("ClientParameters");
  if (!parameters.is_map()) return;
  for (const auto& [key, value] : parameters.members()) {
    const std::string name = allow.name() + ".ClientParameters." + key;
    if (value.is_text())
      check_text(value, name, allow.faults());
    else
      allow.faults().add(value.at(), "config.type", name + " must be a text, not " + Value::name(value.type()),
                         "write it in quotes");
  }
}

/// A text that may be null, as in an answer.
void check_word(const Section& allow, const char* key) {
  const Value& value = allow.value(key);
  const std::string name = allow.name() + "." + key;
  if (value.is_text()) check_text(value, name, allow.faults());
  if (!value.is_text() && !value.is_null())
    allow.faults().add(value.at(), "config.type", name + " must be a text, not " + Value::name(value.type()),
                       "write it in quotes");
}

/// Whether the fields exist, setup/ checks: it knows them.
void check_metadata(const Section& allow) {
  const Value& metadata = allow.value("metadata");
  if (!metadata.is_map()) return;
  for (const auto& [key, value] : metadata.members()) {
    const std::string name = allow.name() + ".metadata." + key;
    if (value.is_text()) check_text(value, name, allow.faults());
    if (value.is_list() || value.is_map() || value.is_null())
      allow.faults().add(value.at(), "config.type", name + " must be one value, not " + Value::name(value.type()));
  }
}

}  // namespace

const std::vector<Field> kAllowFields = {
    {.key = "names", .type = FieldType::map, .help = "names granted beside the principal's own: dns, ip, email, uri"},
    {.key = "profile", .type = FieldType::text, .help = "one of the chain's profiles"},
    {.key = "ClientParameters", .type = FieldType::map, .help = "returned to the client"},
    {.key = "message", .type = FieldType::text, .help = "why, for the record"},
    {.key = "blueprintName", .type = FieldType::any, .help = "a blueprint to be applied to the orchestrator"},
    {.key = "ClientID", .type = FieldType::any, .help = "the name that it must send as ClientMachine from then on"},
    {.key = "metadata", .type = FieldType::map, .help = "fields to tag the certificate with"},
};

void check_allow(const Value& allow, const std::string& name, const std::vector<std::string>& profiles,
                 Faults& faults) {
  const Section section(allow, name, kAllowFields, faults);
  check_names(section);
  check_profile(section, profiles);
  check_parameters(section);
  if (section.has("message")) check_text(section.value("message"), name + ".message", faults);
  for (const char* key : {"blueprintName", "ClientID"}) check_word(section, key);
  check_metadata(section);
}

}  // namespace pkit::handler
