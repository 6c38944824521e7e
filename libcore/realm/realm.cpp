#include "realm/realm.h"

#include <algorithm>

#include "secrets/provider.h"

namespace pkit::realm {

using config::FieldType;
using config::Section;

namespace {

constexpr const char *kAdapterBased = "UserCertificateAdapterBasedPKI", *kEmbedded = "UserCertificateEmbeddedPKI";
constexpr const char* kAuthenticator = "UserCertificateAuthenticator";
constexpr const char* kBridgeClass = "pki-bridge-class";

std::vector<std::string> names_of(const adapter::Adapters& adapters) {
  std::vector<std::string> names;
  for (const auto& [name, adapter] : adapters) names.push_back(name);
  return names;
}

/// ADAPTER.PROCEDURE at this key; nothing where there is none, or it names none.
std::optional<Target> read_target(const Section& section, const char* key, const adapter::Adapters& adapters) {
  if (!section.has(key)) return std::nullopt;
  const std::string text = section.text(key);
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text.size() || text.find_first_of(" \t\r\n") != text.npos) {
    section.faults().add(section.at(key), "realm.target", section.name() + "." + key + " is not ADAPTER.PROCEDURE",
                         "as in PKIAdapter.init");
    return std::nullopt;
  }
  const Target target{text.substr(0, dot), text.substr(dot + 1)};
  if (!adapters.contains(target.adapter))
    section.faults().unknown(section.at(key), "unknown adapter", target.adapter, names_of(adapters));
  return target;
}

/// Only ends count: what the class was packaged in is nothing to us.
bool ends_in(const std::string& name, std::string_view last) {
  return name == last || name.ends_with("." + std::string(last));
}

void read_classes(const Section& section, Realm& realm) {
  const std::string authenticator = section.text("className", kAuthenticator);
  if (!ends_in(authenticator, kAuthenticator))
    section.faults().add(section.at("className"), "realm.class",
                         section.name() + ".className is none that pkit has: " + printable(authenticator),
                         std::string("a realm of users with certificates has ") + kAuthenticator);
  if (!section.has(kBridgeClass)) return;
  const std::string bridge = section.text(kBridgeClass);
  realm.embedded = ends_in(bridge, kEmbedded);
  if (realm.embedded || ends_in(bridge, kAdapterBased)) return;
  section.faults().add(section.at(kBridgeClass), "realm.class",
                       section.name() + "." + kBridgeClass + " is none that pkit has: " + printable(bridge),
                       std::string("there is ") + kAdapterBased + " and " + kEmbedded);
}

void read_procedures(const Section& section, const adapter::Adapters& adapters, Realm& realm) {
  for (const ProcedureRow& row : procedure_rows()) {
    if (std::optional<Target> target = read_target(section, row.parameter, adapters))
      realm.procedures.emplace(row.procedure, std::move(*target));
    if (realm.embedded && section.has(row.parameter))
      section.faults().add(section.at(row.parameter), "realm.class",
                           section.name() + "." + row.parameter + ": an embedded bridge calls no procedures",
                           std::string("with procedures it is ") + kAdapterBased);
    if (!realm.embedded && row.required && !section.has(row.parameter))
      section.faults().add(section.at(), "config.missing", section.name() + "." + row.parameter + " is missing",
                           row.help);
  }
}

/// The file is the authority: it needs no other, and no adapter.
void read_pkcs12(const Section& section, Realm& realm) {
  const auto fault = [&](const char* key, const char* code, const std::string& what, const std::string& hint) {
    section.faults().add(section.at(key), code, section.name() + "." + key + what, hint);
  };
  realm.pkcs12 = section.has(kPkcs12File);
  if (section.has(kPkcs12Password) && !realm.pkcs12)
    fault(kPkcs12Password, "realm.authority", " is there without a file", std::string(kPkcs12File) + ": ca/NAME.p12");
  if (section.has(kPkcs12Password)) secrets::check_source(section, kPkcs12Password);
  if (realm.pkcs12 && !realm.embedded && section.has(kBridgeClass))
    fault(kPkcs12File, "realm.class", ": its procedures have their own CA",
          std::string("with a CA in a file it is ") + kEmbedded);
  if (realm.pkcs12 && section.has("authority"))
    fault("authority", "realm.authority", " and a PKCS#12 file: one of them signs", "leave one out");
  if (realm.pkcs12) realm.authority = realm.name;
}

/// What the document has of the realm, without what is pkit's own: init is given it (D6).
Value parameters_of(const Value& value) {
  constexpr const char* kOurs[] = {"loginModule", "className", "authority",    "profile",
                                   "chain",       "default",   kPkcs12Password};
  Value parameters = Value::map();
  for (const auto& [key, parameter] : value.members()) {
    const bool ours = std::find(std::begin(kOurs), std::end(kOurs), key) != std::end(kOurs);
    if (!ours && parameter.is_text()) parameters.set(key, parameter.as_text());
  }
  return parameters;
}

Realm read_realm(const std::string& name, const Value& value, const UserSources& sources,
                 const adapter::Adapters& adapters, config::Faults& faults) {
  const Section section(value, "realms." + name, kRealmFields, faults);
  Realm realm;
  realm.name = name;
  realm.at = section.at();
  realm.users = section.text("dependent-user-auth-realm");
  std::vector<std::string> known;
  for (const auto& [source, row] : sources) known.push_back(source);
  if (section.has("dependent-user-auth-realm") && !sources.contains(realm.users))
    faults.unknown(section.at("dependent-user-auth-realm"), "unknown user source", realm.users, known);
  read_classes(section, realm);
  read_procedures(section, adapters, realm);
  realm.organization = section.text("embedded-pki-bridge-organization");
  realm.profile = section.text("profile");
  realm.authority = section.text("authority");
  read_pkcs12(section, realm);
  realm.chain = section.text("chain");
  realm.default_allow = section.text("default", "allow") == "allow";
  if (value.is_map()) realm.parameters = parameters_of(value);
  return realm;
}

UserSource read_source(const std::string& name, const Value& value, const adapter::Adapters& adapters, const Path& home,
                       config::Faults& faults) {
  const Section section(value, "user_sources." + name, kUserSourceFields, faults);
  UserSource source;
  source.name = name;
  if (section.has("file")) source.file = (home / section.text("file")).lexically_normal();
  source.call = read_target(section, "call", adapters);
  source.lookup = read_target(section, "lookup", adapters);
  if (section.has("file") == section.has("call"))
    faults.add(section.at(), "realm.source", section.name() + " must have exactly one of file and call",
               "file: users.yaml, or call: ADAPTER.PROCEDURE");
  if (section.has("lookup") && !section.has("call"))
    faults.add(section.at("lookup"), "realm.source", section.name() + ".lookup goes with call",
               "a file knows its users");
  return source;
}

bool check_name(const std::string& name, const char* what, Position at, config::Faults& faults) {
  if (is_realm_name(name)) return true;
  faults.add(at, "realm.name", std::string(what) + " name '" + printable(name) + "' is not usable",
             "1 to 64 letters, digits, '.', '_' and '-'");
  return false;
}

}  // namespace

const std::vector<config::Field> kRealmFields = {
    {.key = "loginModule", .type = FieldType::text, .help = "as document D has it; pkit needs none"},
    {.key = "className",
     .type = FieldType::text,
     .otherwise = "UserCertificateAuthenticator",
     .help = "a class that ends in UserCertificateAuthenticator"},
    {.key = "dependent-user-auth-realm",
     .type = FieldType::text,
     .required = true,
     .help = "the user source by which its users log in"},
    {.key = "pki-bridge-class",
     .type = FieldType::text,
     .required = true,
     .help = "a class that ends in UserCertificateAdapterBasedPKI or UserCertificateEmbeddedPKI"},
    {.key = "adapter-pki-bridge-init-procedure",
     .type = FieldType::text,
     .help = "is given the realm before each call (D6)"},
    {.key = "adapter-pki-bridge-identity-validation-procedure",
     .type = FieldType::text,
     .otherwise = "yes",
     .help = "may this user have a certificate? (D7)"},
    {.key = "adapter-pki-bridge-csr-requirements-procedure",
     .type = FieldType::text,
     .otherwise = "the user name as CN",
     .help = "what a user's CSR must contain (D12)"},
    {.key = "adapter-pki-bridge-csr-validation-procedure",
     .type = FieldType::text,
     .otherwise = "yes",
     .help = "does a CSR meet the requirements? (D17)"},
    {.key = "adapter-pki-bridge-certificate-generation-procedure",
     .type = FieldType::text,
     .help = "makes the certificate (D20)"},
    {.key = "adapter-pki-bridge-certificate-validation-procedure",
     .type = FieldType::text,
     .otherwise = "yes",
     .help = "is a certificate valid when it is first received? (D22)"},
    {.key = "adapter-pki-bridge-identity-from-certificate-procedure",
     .type = FieldType::text,
     .help = "whose a certificate is (D25)"},
    {.key = "embedded-pki-bridge-organization",
     .type = FieldType::text,
     .help = "of an embedded bridge: the O that its users' CSRs and certificates have"},
    {.key = "embedded-pki-bridge-ca-p12-file-path",
     .type = FieldType::text,
     .help = "of an embedded bridge: a PKCS#12 file with the CA that signs, its certificate and chain"},
    {.key = "embedded-pki-bridge-ca-p12-password",
     .type = FieldType::text,
     .otherwise = "none: the file has an empty one",
     .help = "credential:NAME (systemd), file:/ABSOLUTE, fd:N, prompt or secret:NAME{..}"},
    {.key = "authority", .type = FieldType::text, .help = "who signs; else the profile's"},
    {.key = "profile",
     .type = FieldType::text,
     .help = "the profile of its users' certificates; where none is named, one made for them"},
    {.key = "chain", .type = FieldType::text, .otherwise = "registration's", .help = "the chain that decides"},
    {.key = "default",
     .type = FieldType::text,
     .otherwise = "allow",
     .words = kOneOf<"allow", "deny">,
     .help = "the answer where every handler defers"},
};
const std::vector<config::Field> kUserSourceFields = {
    {.key = "file", .type = FieldType::text, .help = "YAML: its users with slow hashes of their passwords"},
    {.key = "call",
     .type = FieldType::text,
     .help = "ADAPTER.PROCEDURE that is given {userName, password} and answers a userIdentity or null"},
    {.key = "lookup",
     .type = FieldType::text,
     .help = "ADAPTER.PROCEDURE that is given {userName} and answers a userIdentity or null"},
};

bool is_realm_name(std::string_view name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !name.empty() && name.size() <= 64 && name.find_first_not_of(kAllowed) == std::string_view::npos;
}

UserSources read_user_sources(const Value& section, const adapter::Adapters& adapters, const Path& home,
                              config::Faults& faults) {
  UserSources sources;
  if (!section.is_map()) return sources;
  for (const auto& [name, value] : section.members())
    if (check_name(name, "user source", value.key_at(), faults))
      sources.emplace(name, read_source(name, value, adapters, home, faults));
  return sources;
}

Realms read_realms(const Value& section, const UserSources& sources, const adapter::Adapters& adapters,
                   config::Faults& faults) {
  Realms realms;
  if (!section.is_map()) return realms;
  for (const auto& [name, value] : section.members())
    if (check_name(name, "realm", value.key_at(), faults))
      realms.emplace(name, read_realm(name, value, sources, adapters, faults));
  return realms;
}

}  // namespace pkit::realm
