// ssh-key retire: keys are taken out wherever they let in.
#include <algorithm>
#include <set>

#include "sshkeys/inputs.h"
#include "sshkeys/rows.h"

namespace pkit::sshkeys {

namespace {

constexpr Input kRetireKeysInputs[] = {
    input<&RetireRequest::keys>("keys", "KEY", "fingerprint or its beginning, comment, or file: taken out at once")
        .argument(),
    input<&RetireRequest::due>("due", "", "all that another one stands beside, and whose overlap is over"),
    dry_run_input<RetireRequest>(),
};

/// A successor has the comment of the key whose place it takes: of the two nobody knows which is meant.
store::SshKey meant(const ReadSession& session, const std::string& word) {
  const std::vector<store::SshKey> called = find_keys(session, word);
  if (std::ranges::count_if(called, [](const store::SshKey& key) { return key.state != store::SshKeyState::retired; }) >
      1)
    refuse_ambiguous(word);
  return find_key(session, word);
}

/// Each once.
std::vector<store::SshKey> chosen(const ReadSession& session, const RetireRequest& request, Time now) {
  std::vector<store::SshKey> keys;
  std::set<std::string> seen;
  for (const std::string& word : request.keys) {
    store::SshKey key = meant(session, word);
    if (seen.insert(key.id).second) keys.push_back(std::move(key));
  }
  if (!request.due) return keys;
  session.state.read([&](store::Read& read) {
    for (store::SshKey& key : store::ssh_keys::all(read))
      if (key.state == store::SshKeyState::retiring && key.retire_after && now >= *key.retire_after &&
          seen.insert(key.id).second)
        keys.push_back(std::move(key));
  });
  return keys;
}

/// Out of the files first: what a kill leaves is still retiring, and the same command goes on.
Value retire(Session& session, store::SshKey key, const std::vector<Place>& places, const RetireRequest& request,
             Time now, Outcome& outcome) {
  Value stores = Value::list();
  for (const Place& place : places) {
    if (!place.find(key.fingerprint)) continue;
    const Outcome taken = take_line(session, place.store, key.fingerprint, request.common.dry_run);
    outcome.warnings.insert(outcome.warnings.end(), taken.warnings.begin(), taken.warnings.end());
    stores.push(place.store.name);
  }
  Value view = event_data(key);
  view.set("stores", stores);
  if (request.common.dry_run || (key.state == store::SshKeyState::retired && stores.items().empty())) return view;
  key.state = store::SshKeyState::retired;
  key.rotate_by = key.retire_after = std::nullopt;
  record_changed(session, {key}, {{"ssh-key.retired", key.fingerprint, view}}, now);
  return view;
}

}  // namespace

Outcome retire_keys(Session& session, const RetireRequest& request) {
  if (request.keys.empty() && !request.due)
    throw Error(Kind::usage, "option.missing", "nothing says which key", "pkit ssh-key retire KEY, or --due");
  const Time now = operation_time(session, !request.common.dry_run);
  const std::vector<store::SshKey> keys = chosen(session, request, now);
  const std::vector<Place> places = places_of(session, {});
  if (!keys.empty()) require_read(places);
  Outcome outcome;
  Value retired = Value::list();
  for (const store::SshKey& key : keys) retired.push(retire(session, key, places, request, now, outcome));
  outcome.data.set("retired", std::move(retired));
  if (request.common.dry_run) outcome.data.set("dryRun", true);
  return outcome;
}

constinit const Operation kRetireKeys = operation<RetireRequest, retire_keys>(
    {.name = "ssh-key retire", .inputs = kRetireKeysInputs, .data = &shape::ssh_key_retired});

}  // namespace pkit::sshkeys
