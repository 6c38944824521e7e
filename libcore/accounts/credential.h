// One-time credentials. The state keeps the id of one, what it was bound to, and how often somebody has tried. User
// name, salt and hash are in a file of its own, home/credentials/ID (0600), and nowhere else; where several hosts share
// the state, so that each of them can be asked, they are a row of it that goes with the credential's use.
#pragma once

#include <optional>
#include <string>

#include "accounts/credential_file.h"
#include "accounts/operations.h"
#include "home/session.h"
#include "store/accounts.h"

namespace pkit {

/// With so many tries under its right user name a credential is locked.
inline constexpr std::int64_t kLockedAt = 20;
inline bool is_locked(const store::Credential& credential) { return credential.tries >= kLockedAt; }

/// A credential that is not there yet. Its file, where it has one, appears while its row is written, under the lock of
/// that: a file without a row, seen under the lock, is what a crash left. Unless the row is committed, the end of this
/// removes the file.
class NewCredential {
 public:
  /// Hashes the password. `told` gets what was made here. Error{usage "account.username" | "account.password" |
  /// "account.binding"} for what cannot be one.
  NewCredential(Session& session, const NewCredentials& wanted, const std::string& principal, Time now, ToldOnce& told);
  NewCredential(const NewCredential&) = delete;
  NewCredential& operator=(const NewCredential&) = delete;
  ~NewCredential();
  /// Row, and file or content; the file once, however often the transaction is begun.
  void insert(store::Write& write);
  void committed() { committed_ = true; }

 private:
  const Home& home_;
  bool shared_;  // the state is several hosts', and keeps the content
  store::CredentialContent content_;
  Path file_;
  store::Credential row_;
  bool committed_ = false;
};

/// Is this the user name and password of the account with this number? Answers the account's principal and the
/// credential. The try is counted and committed before the slow hash and given back when it was right; every other
/// answer is the same Error{authentication "account.credential"} after the same work, whether account, user name or
/// password is wrong, or the credential is used, expired or locked, or the account disabled (T-C4).
struct ProvenCredential {
  std::string principal, credential;
};
ProvenCredential prove_credential(Session& session, std::int64_t account, const std::string& username,
                                  const Secret& password, Time now);

/// The user name of an open credential; Error{state "file.read"} where its file is not readable. Nothing where that is
/// gone, or was made on another host.
std::optional<std::string> known_username(const Session& session, const store::Credential& credential);
std::string username_of(const Session& session, const store::Credential& credential);

/// What the state keeps of credentials becomes files of this home, and the state keeps nothing of them: it is to be a
/// file from now on, which is copied and backed up. What is not committed leaves files that are replaced or removed.
void take_credentials_home(const Home& home, store::Write& write);

/// Removes the files of credentials that were used or voided, and files of which no row ever came: what a crash left.
void settle_credentials(Session& session);

}  // namespace pkit
