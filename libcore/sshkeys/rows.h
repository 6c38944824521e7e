// Rows of SSH keys that come to be. Internal to sshkeys/.
#pragma once

#include "change/change.h"
#include "ssh/public_key.h"
#include "sshkeys/places.h"

namespace pkit::sshkeys {

struct NewRow {
  const ssh::PublicKey& key;
  std::string comment, username;
  std::optional<Duration> lifetime;
  std::string file = {}, replaces = {};
};
store::SshKey row_of(const ReadSession& session, const NewRow& from, Time now);

/// The rows and an event of each, in one commit. Error{conflict "ssh.exists"} where one is there already.
void record_added(Session& session, const std::vector<store::SshKey>& rows, Time now);
/// What became of rows that are there, and the events that tell it. Error{conflict "state.changed"}.
void record_changed(Session& session, const std::vector<store::SshKey>& rows, std::vector<EventDraft> events, Time now);

}  // namespace pkit::sshkeys
