// What an account adds to a principal (document C), its one-time credentials, and how often somebody has guessed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "store/database.h"
#include "store/principals.h"

namespace pkit::store {

/// The principal's state: "None", "OneTime", "Certified" (systems 3c), or "Deleted".
struct Account {
  std::string principal;     // "a-..."
  std::int64_t number = 0;   // the account id of document C, from 1
  std::string email;         // may be empty
  std::string role;          // "vaultProvisioner" or "none" (C-P13)
  std::string provisioning;  // "none", "createOnly", "createAndDelete" (C-P14)
  std::string key_id;        // hex, of its one key; empty before it is Certified (C-P8)
  Bytes csr;                 // storable DER of what it registered (C12), empty before
  Time created = 0;
};
namespace accounts {
/// The number that the next account gets: one more than any had. Rows are never taken away, so that none is given
/// twice.
std::int64_t next_number(Read&);
void insert(Write&, const Account&);
/// E-mail, role, provisioning and key.
void update(Write&, const Account&);
std::optional<Account> find(Read&, const std::string& principal);
std::optional<Account> find_by_number(Read&, std::int64_t number);
/// Another name, where the stored version is principal.version; false where it is not, or the name is taken.
bool rename(Write&, const Principal& principal, const std::string& name, const std::string& name_key);
/// The subject (RFC 4514 text) of every certificate and whose it is, until `fn` answers false; in no order (C6).
void each_subject(Read&, const std::function<bool(const std::string& subject, const std::string& principal)>& fn);
/// The ids of accounts that have no row here, as none should.
std::vector<std::string> lacking(Read&);
struct Listed {
  Principal principal;
  Account account;
};
void each(Read&, const ListFilter&, const std::function<void(const Listed&)>& fn);  // by number; not the deleted
}  // namespace accounts

enum class CredentialState {
  open,
  used,
  voided,
};
/// One-time credentials. What they are proven by is in the file that the id names; only where several hosts share the
/// state it is a row here, until they are used.
struct Credential {
  std::string id;         // random
  std::string principal;  // the account
  CredentialState state = CredentialState::open;
  std::int64_t tries = 0;  // with the right user name, since the last success
  Time expires = 0;
  std::string bound_key;      // hex key id that the CSR must have; empty: any
  std::string bound_subject;  // RFC 4514 text that the CSR must have; empty: any
  std::string reserved_key;   // of the registration that waits; empty: none
  Time reserved_until = 0;
  bool file_removed = false;
  Time created = 0;
  std::int64_t version = 1;
};
/// What a user name and a password are held against.
struct CredentialContent {
  std::string username;
  Bytes salt, hash;
};
namespace credentials {
void insert(Write&, const Credential&);
/// Kept here until the credential is closed.
void keep(Write&, const std::string& id, const CredentialContent&);
std::optional<CredentialContent> content(Read&, const std::string& id);
/// Calls `each` for every one that is kept here, with its id.
void each_content(Read&, const std::function<void(const std::string&, const CredentialContent&)>& each);
/// None is kept here any more; the credentials stay as they are.
void forget_contents(Write&);
std::optional<Credential> find(Read&, const std::string& id);
/// The one that can still be used.
std::optional<Credential> open_of(Read&, const std::string& principal);
/// One more try; how many there are now.
std::int64_t count_try(Write&, const std::string& id);
/// The password was right: no try counts any more.
void forgive(Write&, const std::string& id);
/// Reserves it for a registration over this key; false where another one holds it at `now`, or it is not open.
bool reserve(Write&, const std::string& id, const std::string& key_id, Time until, Time now);
/// No longer open: false where it is not open, so that of two at once one wins.
bool close(Write&, const std::string& id, CredentialState state);
/// All that are open, as after a restore: nobody knows which were used since, so that their accounts are in state None
/// again. Those accounts' principals.
std::vector<std::string> void_open(Write&);
/// Closed ones whose file may still be there.
std::vector<Credential> with_file(Read&);
void file_removed(Write&, const std::string& id);
}  // namespace credentials

/// Guesses at account ids, known or not: by a few buckets, so that a stranger cannot fill the state, and tells nothing
/// about which ids there are. They decay by half a minute.
namespace guesses {
/// One more at this bucket; how many count now.
std::int64_t count(Write&, std::int64_t bucket, Time real_now);
void forgive(Write&, std::int64_t bucket);
}  // namespace guesses

}  // namespace pkit::store
