#include "sshkeys/rows.h"

namespace pkit::sshkeys {

store::SshKey row_of(const ReadSession& session, const NewRow& from, Time now) {
  store::SshKey row;
  row.id = random_id(session.world, 'h');
  row.fingerprint = from.key.fingerprint();
  row.public_key = from.key.text();
  row.comment = from.comment;
  row.username = from.username;
  row.state = store::SshKeyState::managed;
  row.lifetime = from.lifetime.value_or(0);
  if (from.lifetime) row.rotate_by = now + *from.lifetime;
  row.file = from.file;
  row.replaces = from.replaces;
  row.created = now;
  return row;
}

void record_added(Session& session, const std::vector<store::SshKey>& rows, Time now) {
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    for (const store::SshKey& row : rows) {
      if (store::ssh_keys::find(write, row.fingerprint))
        throw Error(Kind::conflict, "ssh.exists", row.fingerprint + " is there already", "pkit ssh-key list");
      store::ssh_keys::insert(write, row);
    }
  };
  for (const store::SshKey& row : rows) change.events.push_back({"ssh-key.added", row.fingerprint, event_data(row)});
  commit(session, change);
}

void record_changed(Session& session, const std::vector<store::SshKey>& rows, std::vector<EventDraft> events,
                    Time now) {
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    for (const store::SshKey& row : rows) require_written(store::ssh_keys::update(write, row), row.fingerprint);
  };
  change.events = std::move(events);
  commit(session, change);
}

}  // namespace pkit::sshkeys
