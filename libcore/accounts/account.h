// One account with what is stored of it: found by what a user types, judged by its state, shown.
#pragma once

#include <optional>
#include <string>

#include "accounts/states.h"
#include "base/value.h"
#include "home/session.h"
#include "store/accounts.h"
#include "store/certificates.h"

namespace pkit {

struct HeldAccount {
  store::Principal principal;
  store::Account account;
  std::optional<store::Credential> credential;  // the open one
  /// "account 124 (billing)": for messages.
  std::string told() const;
};

/// By number, "a-..." or name; Error{not_found "account.missing"}.
HeldAccount find_account(store::Read& read, const std::string& word);
HeldAccount find_account(const ReadSession& session, const std::string& word);

/// The row of the state table; throws its refusal.
const AccountRule& require_permitted(const HeldAccount& account, const char* entry);

/// {id, principal, name, email, role, provisioning, enabled, credentialState, stranded, credential:{expires, locked,
/// keyDigest, subject}|null, keyId, certificate:{id, serial, subject, notAfter}|null, created}
Value account_view(const HeldAccount& account, const std::vector<store::Certificate>& certificates, Time now);
/// The outcome that shows it as it is now, a deleted one too. By id, of one that there is or was.
Outcome account_outcome(const ReadSession& session, const std::string& principal, Time now);

}  // namespace pkit
