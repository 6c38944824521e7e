// --cert and --key of an account: whose vaults they are, and what opens what is in them. The key stays in this process.
#pragma once

#include <string>

#include "pkit/context.h"
#include "pkit/options.h"
#include "vault/operations.h"
#include "x509/private_key.h"

namespace pkit::app {

struct OwnerOptions {
  std::string certificate, key;
};
void declare_owner(Options& options, OwnerOptions& o);

struct OwnerWithKey {
  vault::Owner owner;
  x509::PrivateKey key;
};
/// Error{authentication} as known_account() and require_possession() have it.
OwnerWithKey owner_of(Context& context, const OwnerOptions& o);

}  // namespace pkit::app
