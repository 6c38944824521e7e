// The account's row among the kinds of principals (document C).
#pragma once

#include "decision/caller.h"
#include "store/accounts.h"
#include "store/vaults.h"

namespace pkit {

/// An account registers once; its own section of pkit.yaml judges it, and no registration is kept: a refusal costs and
/// binds nothing.
namespace door {
inline constexpr Door registering_account{
    "register --account", "register", Door::Deferred::by_default, false, false, false,
    "account.registered", "accounts"};
}  // namespace door

/// What an account is beside its principal.
struct AccountPart : KindPart {
  store::Account row;
  std::optional<store::Credential> credential;  // the open one
  std::vector<store::StoredWrap> wraps;         // that rotation puts in place of those that are there
  bool rotates = false;
  std::string proven;  // the credential whose password was right; empty: none was asked for
  std::string spent;   // the credential that this decision uses up; empty: none
};
const AccountPart& account_of(const KindPart& part);

const PrincipalKind& account_kind();

/// What Intake::beside tells this kind of a registration: which credential was proven. Another password may be set
/// between that and the commit.
Value beside_proof(const std::string& credential);

}  // namespace pkit
