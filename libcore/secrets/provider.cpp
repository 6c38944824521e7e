#include "secrets/provider.h"

#include <algorithm>

#include "config/refit.h"
#include "secrets/source.h"

namespace pkit::secrets {

using config::Field;
using config::FieldType;

const std::vector<Field> kProviderFields = {
    {.key = "file", .type = FieldType::text, .help = "the directory whose files are secrets, one each"},
    {.key = "systemd", .type = FieldType::boolean, .help = "true: the credentials that systemd gives the unit"},
    {.key = "exec",
     .type = FieldType::text_list,
     .help = "program (absolute, or relative to the home) and its arguments; no shell"},
    {.key = "timeout",
     .type = FieldType::duration,
     .otherwise = "10s",
     .least = 100,
     .most = 10 * 60'000,
     .help = "time limit of one call of exec; then the program and all it started are killed"},
    {.key = "config", .type = FieldType::map, .help = "initialization parameters, passed on to exec as they are"},
};

namespace {

constexpr const ProviderKind* kKinds[] = {&kFile, &kSystemd, &kExec};
constexpr Duration kDefaultTime = 10'000;

bool valid_name(const std::string& name) {
  const auto allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !name.empty() && name.size() <= 64 && name.find_first_not_of(allowed) == std::string::npos;
}

/// The one kind that the section has; null, and a fault, where it has none or several.
const ProviderKind* kind_in(const adapter::Place& place, const Value& value) {
  const ProviderKind* chosen = nullptr;
  std::size_t given = 0;
  for (const ProviderKind* kind : kKinds) {
    if (!value.find(kind->key)) continue;
    ++given;
    chosen = kind;
  }
  if (given == 1) return chosen;
  place.faults().add(place.section.at(), "secret.kind",
                     place.section.name() + " must have exactly one of file, systemd and exec",
                     "file: DIRECTORY, systemd: true or exec: [PROGRAM, ARG...]");
  return nullptr;
}

void require_no_settings_of_exec(const adapter::Place& place, const ProviderKind& kind) {
  if (&kind == &kExec) return;
  for (const char* key : {"timeout", "config"})
    if (place.section.has(key))
      place.faults().add(place.section.at(key), "secret.kind",
                         place.section.name() + "." + key + " goes with exec, and this is " + kind.key);
}

Provider read_provider(const std::string& name, const Value& value, const Path& home, uid_t uid,
                       config::Faults& faults) {
  const config::Section section(value, "secrets." + name, kProviderFields, faults);
  const adapter::Place place{section, home, uid};
  Provider provider;
  provider.name = name;
  provider.program.name = name;
  provider.program.limits.time = section.duration("timeout", kDefaultTime);
  if (section.value("config").is_map()) provider.program.config = section.value("config");
  provider.kind = kind_in(place, value);
  if (!provider.kind) return provider;
  require_no_settings_of_exec(place, *provider.kind);
  if (section.has(provider.kind->key)) provider.kind->read(place, provider);
  return provider;
}

void require_parameters(const Provider& provider, const Parameters& instance) {
  if (!provider.kind->named) return;
  const auto name = instance.find("name");
  if (instance.size() == 1 && name != instance.end() && is_plain_name(name->second)) return;
  throw Error(Kind::config, "secret.parameters",
              "secrets." + provider.name + " takes one parameter, name, which is a file name",
              "secret:" + provider.name + "{\"name\":\"...\"}");
}

}  // namespace

std::span<const ProviderKind* const> kinds() { return kKinds; }

Providers read_providers(const Value& section, const Path& home, uid_t uid, config::Faults& faults) {
  Providers providers;
  if (section.is_null()) return providers;
  if (!section.is_map()) {
    faults.add(section.at(), "config.type", std::string("secrets must be a map, not ") + Value::name(section.type()),
               "secrets: {NAME: {exec: [PROGRAM, ARG...]}}");
    return providers;
  }
  for (const auto& [name, value] : section.members()) {
    if (!valid_name(name))
      faults.add(value.at(), "secret.name", "the provider's name " + in_quotes(name) + " is not usable",
                 "letters, digits, _ and -, at most 64");
    providers.emplace(name, read_provider(name, value, home, uid, faults));
  }
  return providers;
}

void check_source(const config::Section& section, const char* key) {
  try {
    require_source(section.text(key));
  } catch (const Error& error) {
    const std::string what = section.name() + "." + key;
    const bool reference = error.code() == "secret.reference";
    section.faults().add(section.at(key), error.code(),
                         reference ? what + ": " + error.what() : what + " is no source of a passphrase",
                         error.hint() + (reference ? "" : "; never the passphrase itself"));
  }
}

bool is_plain_name(const std::string& name) {
  const bool plain =
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f && c != '/'; });
  return plain && !name.empty() && name.size() <= 255 && name != "." && name != "..";
}

const Provider& provider_of(const Providers& providers, const Reference& reference) {
  const auto found = providers.find(reference.provider);
  if (found == providers.end()) {
    std::vector<std::string> known;
    for (const auto& [name, provider] : providers) known.push_back(name);
    throw Error(Kind::config, "secret.provider",
                "pkit.yaml has no provider of secrets " + in_quotes(reference.provider),
                known.empty() ? "secrets: { NAME: { exec: [PROGRAM, ARG...] } }" : hint_for(reference.provider, known));
  }
  if (!found->second.kind) throw Error(Kind::config, "secret.provider", "secrets." + found->first + " is of no kind");
  require_parameters(found->second, reference.instance);
  return found->second;
}

Secret ask(const Providers& providers, const Reference& reference, const Surroundings& surroundings) {
  const Provider& provider = provider_of(providers, reference);
  return config::as_config_error("secret.unavailable", "secrets." + provider.name,
                                 [&] { return provider.kind->get(provider, reference.instance, surroundings); });
}

}  // namespace pkit::secrets
