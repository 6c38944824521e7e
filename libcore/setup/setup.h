// pkit.yaml put together: sections read by their modules, names checked across them, and the digest of the bytes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapter/adapter.h"
#include "authority/authority.h"
#include "catalog/auto_register.h"
#include "catalog/metadata.h"
#include "catalog/store_types.h"
#include "handler/chain.h"
#include "home/home.h"
#include "policy/profile.h"
#include "realm/realm.h"
#include "secrets/provider.h"
#include "setup/alerts.h"
#include "setup/gateway_section.h"
#include "setup/job_types.h"
#include "setup/target.h"
#include "store/kept_trees.h"

namespace pkit {

/// `operations: issue: {chain: fleet, default: allow}`.
struct OperationSetup {
  std::string chain;          // empty: none
  bool default_allow = true;  // all deferred
};

struct Setup {
  std::string sha256;  // hex, of pkit.yaml's bytes
  authority::AuthorityConfigs authorities;
  policy::Profiles profiles;
  std::vector<std::string> profile_order;  // as written
  adapter::Adapters adapters;
  secrets::Providers secrets;
  handler::Chains chains;
  GatewaySetups gateways;
  OperationSetup registration;
  std::string registration_profile;    // empty: none named
  std::int64_t waiting_per_name = 20;  // unproven ones
  /// How many orchestrators may be Approved at once (A3, X8); nothing: any number.
  std::optional<std::int64_t> licences;
  catalog::AutoRows auto_rows;     // the built-in auto-registration (A18)
  bool require_blueprint = false;  // an Allow without blueprintName is rejected too (X3)
  catalog::MetadataFields metadata;
  CallTarget metadata_generator;  // asked once for each certificate (B8); none: nobody
  catalog::StoreTypes store_types;
  std::string kept_passphrase;  // where that of kept keys comes from (A23); empty: nowhere
  std::map<std::string, OperationSetup> operations;
  realm::UserSources user_sources;
  realm::Realms realms;  // the profile and the chain of each are called section_of_realm()
  std::vector<Alert> alerts;
  JobTypes job_types;  // jobs of one's own (T-B15)
  std::vector<std::string> warnings;
  std::optional<store::KeptTree> to_keep;  // of a text that had to be parsed: Bind keeps it for the next command

  const handler::Chain* chain_for(const std::string& operation) const;
  bool default_allow(const std::string& operation) const;
  /// registration.profile, else the only profile, else empty.
  std::string default_profile() const;
};

/// What a realm's profile is called in Setup::profiles, and its chain and default in Setup::operations.
std::string section_of_realm(const std::string& realm);

/// Every fault of the text, and the setup where there is none but an authority's file that is not there (what needs it
/// fails by itself). Executes nothing, opens nothing but stats. Text that is no YAML throws (Error{config "yaml.*"}
/// with its place).
struct CheckedSetup {
  std::optional<Setup> setup;
  std::vector<Fault> faults;
  std::vector<std::string> warnings;
};
CheckedSetup check_setup(const std::string& text, const std::string& file, const Path& home, uid_t uid);

/// The setup of home/pkit.yaml; Error{config "config.invalid"} with every fault as detail where there is none.
Setup load_setup(const Home& home);
/// The same; where the state keeps this text's tree by this build, parsing is skipped and nothing else.
Setup load_setup(const Home& home, store::Reader& state);
/// Its authorities alone: for what must work although something else in it is faulty. Error{config} where these are, or
/// it cannot be read as YAML.
authority::AuthorityConfigs load_authorities(const Home& home);

/// JSON Schema of pkit.yaml, from the tables by which it is read: for editors. It knows no names, and nothing of what
/// `config check` tells across sections.
Value config_schema();

}  // namespace pkit
