// The `secrets:` section of pkit.yaml: providers of secrets (document B, B3). The section says once how a provider is
// reached (its initialization), a reference says which of its secrets is meant (its instance parameters).
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "adapter/adapter.h"
#include "adapter/kinds.h"
#include "secrets/reference.h"

namespace pkit::secrets {

struct ProviderKind;

/// `secrets: vault: {exec: [adapters/openbao], config: {..}}`.
struct Provider {
  std::string name;
  const ProviderKind* kind = nullptr;  // null where the section has none, which is a fault
  Path directory;                      // file: absolute
  adapter::Adapter program;            // exec: with its limits; its `config` are the initialization parameters
};
using Providers = std::map<std::string, Provider>;

extern const std::vector<config::Field> kProviderFields;
/// Files are relative to `home`. Nothing is opened or run; what could be changed by anyone but `uid` or root is a
/// fault.
Providers read_providers(const Value& section, const Path& home, uid_t uid, config::Faults& faults);

/// What a provider may draw on. References outlive it.
struct Surroundings {
  const Path& home;
  const World& world;
  uid_t uid;
  const std::optional<Path>& credentials_directory;  // systemd's
};

/// A kind is a key of the provider's section, and a row.
struct ProviderKind {
  const char* key;
  bool named;  // takes the one instance parameter `name`, a file name; else any
  /// Sets what the member `key` says; what is wrong becomes faults.
  void (*read)(const adapter::Place&, Provider&);
  /// The secret as it is kept, of at most kLongestSecret bytes. Error where it cannot be had, which quotes nothing.
  Secret (*get)(const Provider&, const Parameters&, const Surroundings&);
};
inline constexpr std::size_t kLongestSecret = 4096;
std::span<const ProviderKind* const> kinds();
extern const ProviderKind kFile, kSystemd, kExec;

/// The provider that `reference` names, whose kind takes its parameters: Error{config "secret.provider" |
/// "secret.parameters"}. Asks nobody.
const Provider& provider_of(const Providers& providers, const Reference& reference);
/// Asks it, now: nothing is kept. Error{config "secret.unavailable"} where it has none to give, besides the above.
Secret ask(const Providers& providers, const Reference& reference, const Surroundings& surroundings);

/// A fault where the member `key`, which is there, is no source (source.h); it is not quoted.
void check_source(const config::Section& section, const char* key);

/// systemd.exec(5): a credential's name is a file name; so are those of secrets in a directory.
bool is_plain_name(const std::string& name);
/// The credential that systemd gave this process under `name`, which is the name that it was encrypted under:
/// Error{not_found "file.missing"} where there is none.
Secret read_credential(const std::string& name, const std::optional<Path>& directory);

}  // namespace pkit::secrets
