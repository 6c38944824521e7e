// Objects on their way between a file and a vault: sealed and opened here, in constant memory.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/pour.h"
#include "pkit/vault/access.h"

namespace pkit::app {

/// Seals everything that `source` gives and puts it there.
pkit::Outcome put_object(Context& context, VaultAccess& vaults, const std::string& vault, const std::string& name,
                         const std::function<void(const FileSink&)>& source, std::optional<Duration> retain);

/// Hands what is in there now to `take`, which reads it; again with the new one where it was replaced meanwhile, unless
/// `began` answers that something was given away already: then Error{conflict "vault.replaced"}.
void with_object(VaultAccess& vaults, const std::string& vault, const std::string& name,
                 const std::function<void(const vault::Opened&)>& take, const std::function<bool()>& began);

/// Opens the object; what was verified goes to `sink`, and nothing else. Where one side of a mirror is damaged the
/// other goes on; answers what was damaged, for warnings. Error{input "vault.sealed"} where it was changed.
std::vector<std::string> get_object(VaultAccess& vaults, const vault::Opened& object, const FileSink& sink);
/// The object as it is stored, sealed.
void get_sealed(VaultAccess& vaults, const vault::Opened& object, const FileSink& sink);

/// What rotate-key brings along: the key of every object that the owner's key opens, wrapped for the new one.
struct Rewrapped {
  std::string document;  // JSON
  std::size_t objects = 0;
};
/// Nothing where there is none.
std::optional<Rewrapped> rewrapped(VaultAccess& vaults, const x509::PrivateKey& to);

}  // namespace pkit::app
