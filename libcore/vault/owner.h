// Whoever asks for vaults, already proven: an account by its key and certificate (C15, C19).
#pragma once

#include <optional>
#include <string>

#include "decision/proof.h"
#include "store/accounts.h"
#include "store/principals.h"

namespace pkit::vault {

struct Owner {
  store::Principal principal;
  store::Account account;
  std::string key_id;  // hex, of the certificate that proved it
};

/// Whose key signed the request. Error{authentication "proof.*" | "cert.*" | "account.disabled"}.
Owner owner_by(Session& session, const std::optional<Proof>& proof, Time now);

}  // namespace pkit::vault
