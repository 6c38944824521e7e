// The `authorities:` section of pkit.yaml.
#include <sys/stat.h>

#include "authority/authority.h"
#include "secrets/provider.h"

namespace pkit::authority {

using config::FieldType;
using config::Section;

const std::vector<config::Field> kAuthorityFields = {
    {.key = "certificate", .type = FieldType::text, .required = true, .help = "the issuer's certificate, PEM"},
    {.key = "key", .type = FieldType::text, .help = "its private key, PKCS#8 PEM or PKCS#12, mode 0600"},
    {.key = "gateway", .type = FieldType::text, .help = "in place of a key: the adapter that asks another CA"},
    {.key = "passphrase",
     .type = FieldType::text,
     .otherwise = "none: the key is plain",
     .help = "credential:NAME (systemd), file:/ABSOLUTE, fd:N, prompt or secret:NAME{..}"},
    {.key = "chain", .type = FieldType::text, .help = "the certificates above the issuer, up to the root, PEM"},
};

namespace {

/// Absolute; empty where the setting is absent. A file that is not there is a fault; none is opened.
Path read_path(const Section& section, const char* key, const Path& home) {
  if (!section.has(key)) return {};
  const Path path = (home / section.text(key)).lexically_normal();
  struct stat info {};
  const bool is_file = ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
  if (!is_file)
    section.faults().add(section.at(key), "authority.file",
                         section.name() + "." + key + " is " + path.string() + ", where no file is",
                         "paths are absolute or relative to the home");
  return path;
}

std::string read_source(const Section& section) {
  const std::string source = section.text("passphrase");
  if (section.has("passphrase")) secrets::check_source(section, "passphrase");
  return source;
}

bool is_given(const Value& value) { return !value.is_null() && !(value.is_text() && value.as_text().empty()); }

/// The key is here, or it is another CA's: one of the two, and a passphrase with a key only.
void check_maker(const Section& section, const Value& value) {
  const bool key = is_given(value["key"]), gateway = is_given(value["gateway"]);
  if (value.is_map() && !key && !gateway)
    section.faults().add(section.at("key"), "config.missing", section.name() + ".key is missing",
                         "its private key, PKCS#8 PEM, mode 0600; or gateway: ADAPTER for a CA whose key is elsewhere");
  if (gateway && (key || section.has("passphrase")))
    section.faults().add(section.at("gateway"), "authority.gateway",
                         section.name() + " has a gateway and a " + (key ? "key" : "passphrase"),
                         "the key of a gateway's CA is not here");
}

AuthorityConfig read_authority(const std::string& name, const Value& value, const Path& home, config::Faults& faults) {
  const Section section(value, "authorities." + name, kAuthorityFields, faults);
  check_maker(section, value);
  return {.name = name,
          .certificate = read_path(section, "certificate", home),
          .key = read_path(section, "key", home),
          .chain = read_path(section, "chain", home),
          .passphrase = read_source(section),
          .at = section.at(),
          .gateway = section.text("gateway")};
}

}  // namespace

AuthorityConfigs read_authorities(const Value& section, const Path& home, config::Faults& faults) {
  AuthorityConfigs authorities;
  if (section.is_null()) return authorities;
  if (!section.is_map()) {
    faults.add(section.at(), "config.type",
               std::string("authorities must be a map, not ") + Value::name(section.type()));
    return authorities;
  }
  for (const auto& [name, value] : section.members())
    authorities.emplace(name, read_authority(name, value, home, faults));
  return authorities;
}

}  // namespace pkit::authority
