// What the properties of an account may say.
#pragma once

#include <string>

namespace pkit {

/// 1 to 253 bytes of UTF-8 without control characters or blanks at its ends, and no number, which would be an account's
/// id: Error{usage "account.name"}.
void require_account_name(const std::string& name);
/// Empty, or an address: Error{usage "account.email"}.
void require_email(const std::string& email);
/// Error{usage "account.role"}, {usage "account.provisioning"}.
void require_role(const std::string& role);
void require_provisioning(const std::string& level);

}  // namespace pkit
