// Where SSH keys let in: the authorized_keys files that pkit keeps, as they are now. Internal to sshkeys/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certstores/snapshot.h"
#include "sshkeys/operations.h"
#include "store/ssh_keys.h"

namespace pkit::sshkeys {

/// A store as it is now; `error` where it could not be read whole.
struct Place {
  store::CertStore store;
  certstores::Contents contents;
  std::optional<Error> error;

  /// The first entry of this key; null where it does not let in here.
  const certstores::Entry* find(const std::string& fingerprint) const;
};
/// Stores of the kind that are looked after; those that are named, or all. Error{not_found "certstore.unknown"},
/// {conflict "certstore.found"}, {input "ssh.store"} for one of another kind.
std::vector<Place> places_of(const ReadSession& session, const std::vector<std::string>& names);
/// Error{input "certstore.unread"} for the first that could not be read: who changes all has to know all.
void require_read(const std::vector<Place>& places);

/// With the key's line behind those of `beside`, or at the end. What was there is replaced by nothing; a key that is
/// there stays as it is.
Outcome put_line(Session& session, const store::CertStore& store, const std::string& line, const std::string& beside,
                 bool dry_run);
/// Without the key.
Outcome take_line(Session& session, const store::CertStore& store, const std::string& fingerprint, bool dry_run);

/// What `{"fingerprint", "keytype", ...}` a key is told as; `places` say where it lets in.
Value key_view(const store::SshKey& key, const std::vector<Place>& places);
/// By fingerprint, a prefix of it of eight characters or more, its comment or its file. Error{not_found "ssh.unknown"},
/// {conflict "ssh.ambiguous"}.
store::SshKey find_key(const ReadSession& session, const std::string& word);
/// What "ssh-key.*" events have in them of a key.
Value event_data(const store::SshKey& key);

}  // namespace pkit::sshkeys
