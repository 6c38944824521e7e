// ssh-key list: which keys there are, and where each lets in.
#include "sshkeys/places.h"

namespace pkit::sshkeys {

namespace {

constexpr Input kListKeysInputs[] = {
    input<&ListRequest::stale>("stale", "", "only those that are to be others by now"),
    input<&ListRequest::retired>("retired", "", "those that were retired too"),
};

}  // namespace

static bool is_wanted(const store::SshKey& key, const ListRequest& request, Time now) {
  if (key.state == store::SshKeyState::retired) return request.retired && !request.stale;
  return !request.stale || (key.state == store::SshKeyState::managed && key.rotate_by && now > *key.rotate_by);
}

Outcome list_keys(Session& session, const ListRequest& request) {
  const Time now = operation_time(session, false);
  const std::vector<Place> places = places_of(session, {});
  std::vector<store::SshKey> all;
  session.state.read([&](store::Read& read) { all = store::ssh_keys::all(read); });
  Outcome outcome;
  Value keys = Value::list();
  for (const store::SshKey& key : all)
    if (is_wanted(key, request, now)) keys.push(key_view(key, places));
  outcome.data.set("keys", std::move(keys));
  for (const Place& place : places)
    if (place.error) outcome.warnings.push_back(place.store.name + ": " + place.error->what());
  return outcome;
}

constinit const Operation kListKeys = operation<ListRequest, list_keys>(
    {.name = "ssh-key list", .asks = true, .inputs = kListKeysInputs, .data = &shape::ssh_key_list});

}  // namespace pkit::sshkeys
