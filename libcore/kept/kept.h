// Keys that pkit makes and keeps (A23): a key is made, encrypted and kept, its request goes to whichever CA, and the
// certificate that comes back joins it, once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/kept_file.h"
#include "home/session.h"
#include "setup/setup.h"
#include "store/kept_keys.h"
#include "x509/csr.h"
#include "x509/private_key.h"

namespace pkit {

/// {id, state: "waiting" or "married", subject, keyType, keyId, created, marriedAt, serial, fingerprint, notAfter}
Value kept_key_view(const store::KeptKey& key);

/// What a key is kept under: the passphrase given, else that of kept_keys in pkit.yaml. Never empty. Error{usage
/// "kept.passphrase"} where neither is there, {config "authority.passphrase"} where it cannot be had.
Secret keeping_passphrase(const ReadSession& session, const Setup& setup, const std::optional<Secret>& given);

/// Key files without a row, which killed commands left.
std::vector<std::string> left_keys(const ReadSession& session);

/// A new key in its file, for a row that is still to be written.
struct NewKept {
  store::KeptKey row;
  KeptFile file;
};
/// What was left is removed before.
NewKept keep_key(Session& session, const x509::PrivateKey& key, const x509::Csr& csr, const Secret& passphrase,
                 Time now);

/// The key that a word names: its id or a prefix, or a certificate over it, by whatever names that. Error{not_found
/// "kept.missing"}.
store::KeptKey find_kept(const ReadSession& session, const std::string& word);

}  // namespace pkit
