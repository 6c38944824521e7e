// Objects on their way between a file and a vault: sealed and opened here, in constant memory.
#pragma once

#include <optional>
#include <string>

#include "base/pour.h"
#include "gate/signatory.h"
#include "pkit/vault_owner.h"

namespace pkit::app {

/// Seals everything that `source` gives and puts it there.
pkit::Outcome put_object(pkit::Session& session, const OwnerWithKey& owner, const std::string& vault,
                         const std::string& name, const std::function<void(const FileSink&)>& source,
                         std::optional<Duration> retain);

/// JSON of what rotate-key brings along: the key of every object that the signatory's key opens, wrapped for the new
/// one; nothing where there is none.
std::optional<std::string> rewrapped(pkit::Session& session, const Signatory& signatory, const x509::PrivateKey& to);

/// Opens the object; what was verified goes to `sink`, and nothing else. Error{input "vault.sealed"} where it was
/// changed.
void get_object(pkit::Session& session, const OwnerWithKey& owner, const vault::Opened& object, const FileSink& sink);
/// The object as it is stored, sealed.
void get_sealed(pkit::Session& session, const OwnerWithKey& owner, const vault::Opened& object, const FileSink& sink);

}  // namespace pkit::app
