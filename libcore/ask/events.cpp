// events: the history as it was written.
#include "store/events.h"

#include <set>

#include "ask/operations.h"
#include "base/json.h"
#include "home/since.h"
#include "pattern/pattern.h"
#include "view/resolve.h"

namespace pkit {

namespace {

constexpr Input kEventsInputs[] = {
    input_as<AsSince, &EventsRequest::since>("since", "only events from this time on, or of so long until now"),
    input<&EventsRequest::subject>("subject", "GLOB", "only of what has such an id, or of the machine of that name"),
    input<&EventsRequest::kind>("kind", "GLOB", "only of such a kind, like certificate.*"),
    input<&EventsRequest::actor>("actor", "GLOB", "only by such an actor, like uid:0"),
};

constexpr int kEventsAtOnce = 1000;

Value event_view(const store::Event& event) {
  Value view = Value::map({{"sequence", event.sequence},
                           {"time", print_time(event.time)},
                           {"actor", event.actor},
                           {"kind", event.kind},
                           {"subject", event.subject}});
  if (!event.data.empty()) view.set("data", parse_json(as_text(event.data), "event " + std::to_string(event.sequence)));
  view.set("hash", to_hex(event.hash));
  return view;
}

/// What a word means, as show takes it; of a machine its registrations and certificates too.
std::set<std::string> ids_of(store::Read& read, const std::string& word) {
  std::set<std::string> ids;
  if (word.empty()) return ids;
  const Found found = find_all(read, word);
  for (const store::Registration& one : found.registrations) ids.insert(one.id);
  for (const store::Certificate& one : found.certificates) ids.insert(one.id);
  for (const store::KeptKey& one : found.keys) ids.insert(one.id);
  for (const store::Principal& one : found.principals) {
    ids.insert(one.id);
    for (const store::Registration& its : store::registrations::of_principal(read, one.id)) ids.insert(its.id);
    for (const store::Certificate& its : store::certificates::of_principal(read, one.id)) ids.insert(its.id);
  }
  return ids;
}

class Wanted {
 public:
  Wanted(store::Read& read, const EventsRequest& filter, std::optional<Time> since)
      : since_(since),
        ids_(ids_of(read, filter.subject)),
        subject_(glob(filter.subject)),
        kind_(glob(filter.kind)),
        actor_(glob(filter.actor)) {}
  bool operator()(const store::Event& event) const {
    return (!since_ || event.time >= *since_) && (ids_.contains(event.subject) || subject_.matches(event.subject)) &&
           kind_.matches(event.kind) && actor_.matches(event.actor);
  }

 private:
  static pattern::Glob glob(const std::string& text) { return pattern::Glob(text.empty() ? "*" : text); }
  const std::optional<Time> since_;
  std::set<std::string> ids_;
  pattern::Glob subject_, kind_, actor_;
};

std::int64_t tell_all(Session& session, const EventsRequest& request, const Listener& listener) {
  std::int64_t last = 0;
  const std::optional<Time> since = time_of(session, request.since);
  session.state.read([&](store::Read& read) {
    const Wanted wanted(read, request, since);
    last = store::events::count(read);
    store::events::each(read, since, [&](const store::Event& event) {
      if (wanted(event)) listener.row(event_view(event));
      return true;
    });
  });
  return last;
}

std::int64_t tell_after(Session& session, const EventsRequest& request, const Listener& listener) {
  std::vector<store::Event> found;
  const std::optional<Time> since = time_of(session, request.since);
  session.state.read([&](store::Read& read) {
    found = store::events::after(read, *request.after, kEventsAtOnce);
    if (found.empty()) return;
    const Wanted wanted(read, request, since);
    for (const store::Event& event : found)
      if (wanted(event)) listener.row(event_view(event));
  });
  return found.empty() ? *request.after : found.back().sequence;
}

}  // namespace

Outcome events(Session& session, const EventsRequest& request, const Listener& listener) {
  Outcome outcome;
  outcome.data.set("last",
                   request.after ? tell_after(session, request, listener) : tell_all(session, request, listener));
  return outcome;
}

constinit const Operation kEvents =
    operation<EventsRequest, events>({.name = "events", .asks = true, .inputs = kEventsInputs, .data = &shape::event});

}  // namespace pkit
