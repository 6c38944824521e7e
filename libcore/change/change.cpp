#include "change/change.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "change/refusal.h"
#include "home/process.h"
#include "store/meta.h"
#include "store/requests.h"

namespace pkit {

namespace {

/// What the request id answers with from now on; nothing where nothing is bound. Who was slower than its lease finds
/// that another process answers for the request now.
std::optional<store::Request> write_request(store::Write& write, const Change& change) {
  const std::string holder = process_identity(::getpid());
  std::optional<store::Request> bound;
  if (!change.request_subject.empty()) bound = store::requests::find(write, change.requester, change.request_id);
  if (bound) bound->subject = change.request_subject;
  const bool held =
      change.request_subject.empty()
          ? store::requests::release(write, change.requester, change.request_id, holder)
          : store::requests::bind(write, change.requester, change.request_id, holder, change.request_subject);
  if (!held)
    throw Error(Kind::conflict, "request.running",
                "request '" + printable(change.request_id) + "' was taken over by another process",
                "ask again with the same id");
  return bound;
}

store::EventData telling(const store::EventData& data, const store::Request& request) {
  Value all = parse_json(as_text(data.canonical), "an event");
  all.set("request", store::requests::bound_sha256(request));
  return all;
}

std::int64_t write_event(store::Write& write, const Change& change, const EventDraft& event,
                         const store::EventData& data) {
  if (event.counted) return tell_refusal(write, change.now, change.actor, event.kind, event.subject, data);
  return store::events::add(write, change.now, change.actor, event.kind, event.subject, data);
}

/// The first event that is certain to be told tells of the request too.
std::vector<std::int64_t> write_events(store::Write& write, const Change& change,
                                       std::optional<store::Request> request) {
  std::vector<std::int64_t> sequences;
  for (const EventDraft& event : change.events) {
    const bool tells = request && !event.counted;
    sequences.push_back(write_event(write, change, event, tells ? telling(event.data, *request) : event.data));
    if (!tells) continue;
    store::requests::told_by(write, *request, sequences.back());
    request.reset();
  }
  store::events::move_head(write);
  return sequences;
}

/// False where what it relied on is no longer so.
bool write_one(store::Write& write, const Change& change) {
  if (change.still_so && !change.still_so(write)) return false;
  if (change.rows) change.rows(write);
  std::optional<store::Request> request;
  if (!change.request_id.empty()) request = write_request(write, change);
  std::vector<std::int64_t> sequences = write_events(write, change, std::move(request));
  const bool all_told = std::find(sequences.begin(), sequences.end(), 0) == sequences.end();
  if (all_told && change.attempt) store::attempts::insert(write, *change.attempt);
  if (change.to_keep) store::kept_trees::put(write, *change.to_keep);
  store::meta::seen(write, change.now);
  if (change.told) change.told(write, sequences);
  return true;
}

/// Asked once for all that were decided by the same pkit.yaml.
bool same_config(const Home& home, std::span<const Change* const> changes) {
  std::string now;
  for (const Change* change : changes) {
    if (change->config_sha256.empty()) continue;
    if (now.empty()) now = config_digest(home);
    if (now != change->config_sha256) return false;
  }
  return true;
}

}  // namespace

void begin_change(Change& change, const ReadSession& session, Time now) {
  change.now = now;
  change.actor = session.actor;
  change.requester = session.requester();
}

std::vector<bool> commit_together(Session& session, std::span<const Change* const> changes) {
  std::vector<bool> written(changes.size(), false);
  if (!same_config(session.home, changes)) return written;
  std::vector<std::function<void(store::Write&)>> parts;
  for (std::size_t i = 0; i < changes.size(); ++i)
    parts.push_back([&, i](store::Write& write) { written[i] = write_one(write, *changes[i]); });
  session.database.write_each(parts);
  return written;
}

bool commit(Session& session, const Change& change) {
  const Change* const one[] = {&change};
  return commit_together(session, one).front();
}

Outcome retried(const char* what, const std::function<std::optional<Outcome>()>& once) {
  for (int attempt = 0; attempt < 2; ++attempt)
    if (std::optional<Outcome> outcome = once()) return std::move(*outcome);
  throw Error(Kind::conflict, "state.changed", std::string("the state changed twice while ") + what, "try again");
}

void require_written(bool written, const std::string& id) {
  if (!written) throw Error(Kind::conflict, "state.changed", id + " was changed meanwhile", "try again");
}

}  // namespace pkit
