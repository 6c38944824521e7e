// explain: the stored traces of a subject; events: the history as it was written.
#include "ask/operations.h"
#include "base/json.h"
#include "store/events.h"
#include "view/resolve.h"

namespace pkit {

namespace {

constexpr int kAttempts = 50;

std::vector<store::Attempt> attempts_of(store::Read& read, const Found& found) {
  if (!found.registrations.empty()) return store::attempts::of(read, found.registrations.front().id, kAttempts);
  if (!found.principals.empty()) return store::attempts::of(read, found.principals.front().id, kAttempts);
  const store::Certificate& c = found.certificates.front();
  return store::attempts::of(read, c.registration.empty() ? c.id : c.registration, kAttempts);
}

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

}  // namespace

Outcome explain(const ReadSession& session, const std::string& word) {
  const Found found = find_one(session, word);
  Value attempts = Value::list();
  session.state.read([&](store::Read& read) {
    for (const store::Attempt& attempt : attempts_of(read, found)) {
      Value trace = parse_json(attempt.trace, "trace of " + attempt.subject,
                               {.bytes = 16 << 20, .depth = 64, .nodes = 1'000'000});
      trace.set("subject", attempt.subject);
      trace.set("exit", attempt.exit);
      attempts.push(std::move(trace));
    }
  });
  Outcome outcome;
  outcome.data.set("attempts", std::move(attempts));
  return outcome;
}

std::int64_t events(const ReadSession& session, std::optional<Time> since,
                    const std::function<void(const Value&)>& each) {
  std::int64_t last = 0;
  session.state.read([&](store::Read& read) {
    last = store::events::count(read);
    store::events::each(read, since, [&](const store::Event& event) {
      each(event_view(event));
      return true;
    });
  });
  return last;
}

std::int64_t events_after(const ReadSession& session, std::int64_t last, std::optional<Time> since,
                          const std::function<void(const Value&)>& each) {
  std::vector<store::Event> found;
  session.state.read([&](store::Read& read) { found = store::events::after(read, last, kEventsAtOnce); });
  for (const store::Event& event : found)
    if (!since || event.time >= *since) each(event_view(event));
  return found.empty() ? last : found.back().sequence;
}

}  // namespace pkit
