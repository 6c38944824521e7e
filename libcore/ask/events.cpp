// events: the history as it was written.
#include "store/events.h"
#include "ask/operations.h"
#include "base/json.h"
#include "pattern/pattern.h"

namespace pkit {

namespace {

constexpr Input kEventsInputs[] = {
    input_as<AsTime, &EventsRequest::since>("since", "only events from this time on"),
    input<&EventsRequest::subject>("subject", "GLOB", "only of what has such an id or name"),
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

class Wanted {
 public:
  explicit Wanted(const EventsRequest& filter)
      : filter_(filter), subject_(glob(filter.subject)), kind_(glob(filter.kind)), actor_(glob(filter.actor)) {}
  bool operator()(const store::Event& event) const {
    return (!filter_.since || event.time >= *filter_.since) && subject_.matches(event.subject) &&
           kind_.matches(event.kind) && actor_.matches(event.actor);
  }

 private:
  static pattern::Glob glob(const std::string& text) { return pattern::Glob(text.empty() ? "*" : text); }
  const EventsRequest& filter_;
  pattern::Glob subject_, kind_, actor_;
};

std::int64_t tell_all(Session& session, const EventsRequest& request, const Listener& listener) {
  std::int64_t last = 0;
  const Wanted wanted(request);
  session.state.read([&](store::Read& read) {
    last = store::events::count(read);
    store::events::each(read, request.since, [&](const store::Event& event) {
      if (wanted(event)) listener.row(event_view(event));
      return true;
    });
  });
  return last;
}

std::int64_t tell_after(Session& session, const EventsRequest& request, const Listener& listener) {
  std::vector<store::Event> found;
  session.state.read([&](store::Read& read) { found = store::events::after(read, *request.after, kEventsAtOnce); });
  const Wanted wanted(request);
  for (const store::Event& event : found)
    if (wanted(event)) listener.row(event_view(event));
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
