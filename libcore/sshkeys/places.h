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

/// Of one key's lines those that are not there yet. Error{conflict "ssh.options"} where a line of the key has options
/// that none of these has: it would go on letting in as it does.
std::vector<std::string> missing_lines(const store::CertStore& store, const certstores::Contents& contents,
                                       const std::vector<std::string>& lines);
/// With one key's lines behind those of `beside`, or at the end, as far as they are missing. What was there is replaced
/// by nothing.
Outcome put_lines(Session& session, const store::CertStore& store, const std::vector<std::string>& lines,
                  const std::string& beside, bool dry_run);
/// Without the key.
Outcome take_line(Session& session, const store::CertStore& store, const std::string& fingerprint, bool dry_run);

/// What `{"fingerprint", "keytype", ...}` a key is told as; `places` say where it lets in.
Value key_view(const store::SshKey& key, const std::vector<Place>& places);
/// By fingerprint, a prefix of it of eight characters or more, its comment or its file: all that are called so.
/// Error{not_found "ssh.unknown"}.
std::vector<store::SshKey> find_keys(const ReadSession& session, const std::string& word);
[[noreturn]] void refuse_ambiguous(const std::string& word);
/// The one that is called so, or of several the only one in use. Error{not_found "ssh.unknown"}, {conflict
/// "ssh.ambiguous"}.
store::SshKey find_key(const ReadSession& session, const std::string& word);
/// What "ssh-key.*" events have in them of a key.
Value event_data(const store::SshKey& key);

}  // namespace pkit::sshkeys
