// The `realms:` and `user_sources:` sections of pkit.yaml: document D's realms, with its own names (D1-D5).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapter/adapter.h"
#include "config/fields.h"
#include "realm/procedures.h"

namespace pkit::realm {

/// Where the users of a dependent realm are: a file, or an adapter that is asked.
struct UserSource {
  std::string name;
  Path file;                     // absolute; empty: `call` is asked
  std::optional<Target> call;    // {userName, password} -> a userIdentity, or null
  std::optional<Target> lookup;  // {userName} -> a userIdentity, or null: whether there is such a user (D14)
};
using UserSources = std::map<std::string, UserSource>;

struct Realm {
  std::string name;
  std::string users;                       // its user source: dependent-user-auth-realm
  bool embedded = false;                   // UserCertificateEmbeddedPKI: no procedures
  std::map<Procedure, Target> procedures;  // those that are configured
  Value parameters = Value::map();         // the document's own, as written: what init is given (D6)
  std::string organization;                // of an embedded bridge's certificates; empty: none
  bool pkcs12 = false;                     // its CA is a PKCS#12 file: the authority that bears the realm's name
  std::string profile, authority, chain;   // pkit's own, as written; empty: not named
  bool default_allow = true;
  Position at;

  const Target* find(Procedure procedure) const {
    const auto found = procedures.find(procedure);
    return found == procedures.end() ? nullptr : &found->second;
  }
};
using Realms = std::map<std::string, Realm>;

/// Where the CA of an embedded bridge is, and from where its password comes: as written.
inline constexpr const char *kPkcs12File = "embedded-pki-bridge-ca-p12-file-path",
                            *kPkcs12Password = "embedded-pki-bridge-ca-p12-password";

extern const std::vector<config::Field> kRealmFields, kUserSourceFields;

/// Relative files are relative to `home`; nothing is opened. An adapter that there is not is a fault.
UserSources read_user_sources(const Value& section, const adapter::Adapters& adapters, const Path& home,
                              config::Faults& faults);
/// Every parameter that is required and missing is a fault of its own (T-D1), as is a class, adapter or source that
/// there is not.
Realms read_realms(const Value& section, const UserSources& sources, const adapter::Adapters& adapters,
                   config::Faults& faults);

/// May it be a realm's or a source's name: 1 to 64 letters, digits, '.', '_' and '-'?
bool is_realm_name(std::string_view name);

}  // namespace pkit::realm
