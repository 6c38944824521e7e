// The file of one credential. Internal to accounts/.
#pragma once

#include <optional>
#include <string>

#include "home/home.h"
#include "store/accounts.h"

namespace pkit {

/// home/credentials; it need not be there.
Path credentials_directory(const Home& home);
/// Synced, 0600, with its directory (0700) where there is none yet; answers its path.
Path write_credential(const Home& home, const std::string& id, const store::CredentialContent& content);
/// Nothing where there is none; Error{state "file.*"} where it cannot be read, {state "account.file"} where it is none.
std::optional<store::CredentialContent> read_credential(const Home& home, const std::string& id);
/// It is gone, and that is synced.
void remove_credential(const Home& home, const std::string& id);

}  // namespace pkit
