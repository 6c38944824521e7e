// ssh-key scan: who is let in, and by which keys that nobody looks after.
#include <map>
#include <set>

#include "sshkeys/inputs.h"
#include "sshkeys/rows.h"

namespace pkit::sshkeys {

namespace {

constexpr Input kScanKeysInputs[] = {
    input<&ScanRequest::stores>("stores", "STORE", "name or id; none: all that hold SSH keys").argument(),
    input<&ScanRequest::adopt>("adopt", "", "look after those that nobody does"),
    input_as<AsDuration, &ScanRequest::lifetime>("lifetime", "after which one that is adopted is to be another"),
    dry_run_input<ScanRequest>(),
};

constexpr const char* kUnmanaged = "unmanaged";  // beside the states of those that somebody looks after

using Rows = std::map<std::string, store::SshKey>;  // by fingerprint

Rows known_rows(const ReadSession& session) {
  Rows rows;
  session.state.read([&](store::Read& read) {
    for (store::SshKey& key : store::ssh_keys::all(read)) rows.emplace(key.fingerprint, key);
  });
  return rows;
}

Value found_view(const Place& place, const certstores::Entry& entry, const Rows& rows) {
  const auto row = rows.find(entry.alias);
  Value view = Value::map({{"store", place.store.name},
                           {"path", place.store.path},
                           {"state", row == rows.end() ? kUnmanaged : store::state_word(row->second.state)},
                           {"fingerprint", entry.alias},
                           {"keytype", entry.ssh->key.keytype},
                           {"keylength", entry.ssh->key.keylength}});
  if (!entry.ssh->comment.empty()) view.set("comment", entry.ssh->comment);
  if (!entry.ssh->options.empty()) view.set("options", entry.ssh->options);
  return view;
}

/// Each once, whichever files it is in.
std::vector<store::SshKey> adopted(const ReadSession& session, const std::vector<Place>& places, const Rows& rows,
                                   const ScanRequest& request, Time now) {
  std::vector<store::SshKey> fresh;
  std::set<std::string> seen;
  for (const Place& place : places)
    for (const certstores::Entry& entry : place.contents.entries)
      if (!rows.contains(entry.alias) && seen.insert(entry.alias).second)
        fresh.push_back(row_of(session, {entry.ssh->key, entry.ssh->comment, "", request.lifetime}, now));
  return fresh;
}

/// What is not as it should be: a file that nobody can read, and who is let in though nobody looks after it.
std::optional<Error> verdict(const std::vector<Place>& places, const Value& found) {
  std::vector<Fault> faults;
  for (const Place& place : places)
    if (place.error)
      faults.push_back({place.error->kind(), place.error->code(), place.store.name, place.error->what(), {}});
  if (!faults.empty()) {
    const Fault first = faults.front();
    return Error(first.kind, first.code, first.what, "what is in that file nobody knows until it is mended", faults);
  }
  std::size_t unmanaged = 0, retired = 0;
  for (const Value& one : found.items()) {
    unmanaged += one.text_or("state") == kUnmanaged ? 1 : 0;
    retired += one.text_or("state") == store::state_word(store::SshKeyState::retired) ? 1 : 0;
  }
  if (retired != 0)
    return Error(Kind::denied, "ssh.returned", std::to_string(retired) + " of the keys that let in were retired",
                 "pkit ssh-key retire takes them out again");
  if (unmanaged != 0)
    return Error(Kind::denied, "ssh.unmanaged", std::to_string(unmanaged) + " of the keys that let in are unmanaged",
                 "--adopt looks after them, pkit store take takes one out");
  return std::nullopt;
}

}  // namespace

Outcome scan_keys(Session& session, const ScanRequest& request) {
  if (request.lifetime && !request.adopt)
    throw Error(Kind::usage, "option.combination", "--lifetime goes with --adopt");
  const Time now = operation_time(session, request.adopt && !request.common.dry_run);
  const std::vector<Place> places = places_of(session, request.stores);
  Rows rows = known_rows(session);
  Outcome outcome;
  if (request.adopt) {
    require_read(places);
    const std::vector<store::SshKey> fresh = adopted(session, places, rows, request, now);
    if (!request.common.dry_run && !fresh.empty()) record_added(session, fresh, now);
    for (const store::SshKey& row : fresh) rows.emplace(row.fingerprint, row);
    outcome.data.set("adopted", fresh.size());
  }
  Value found = Value::list();
  for (const Place& place : places)
    for (const certstores::Entry& entry : place.contents.entries) found.push(found_view(place, entry, rows));
  outcome.error = verdict(places, found);
  outcome.data.set("found", std::move(found));
  if (request.common.dry_run) outcome.data.set("dryRun", true);
  return outcome;
}

constinit const Operation kScanKeys = operation<ScanRequest, scan_keys>(
    {.name = "ssh-key scan", .inputs = kScanKeysInputs, .data = &shape::ssh_key_scan});

}  // namespace pkit::sshkeys
