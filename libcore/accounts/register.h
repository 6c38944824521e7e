// An application registers its key for an account, by the account's one-time credentials.
#pragma once

#include <optional>
#include <string>

#include "home/operation.h"

namespace pkit {

struct AccountRegistration {
  std::string account;  // its id
  std::string username;
  std::optional<Secret> password;
  std::optional<std::string> csr;
  std::string csr_name;
  std::string not_after;  // a time, a duration, or milliseconds since 1970 (C-P2); empty: the profile's, a year (C9)
  Common common;
};
/// data: {account, certificate, differences}. The credentials are used up by success alone: what is refused costs
/// nothing (T-C5). Afterwards the very same CSR answers the same certificate; anything else is Error{authentication
/// "account.credential"}.
Outcome register_account(Session& session, const AccountRegistration& request);
extern const Operation kRegisterAccount;

}  // namespace pkit
