// pkit events: the history, one event a line, oldest first.
#include <functional>
#include <utility>

#include "ask/operations.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_event(Screen& screen, const Value& event) {
  std::string text;
  for (const char* member : {"sequence", "time", "actor", "kind", "subject", "data"})
    if (const std::string part = text_of(event[member]); !part.empty()) text += (text.empty() ? "" : "  ") + part;
  screen.line(text);
}

constexpr Duration kPause = 300;

/// Until a signal asks for the end; it takes its course when the state is closed.
void follow(Context& context, std::optional<Time> since, const std::function<void(const Value&)>& each) {
  context.signals.hold();
  std::int64_t last = pkit::events(context.session(), since, each);
  while (!context.signals.arrived()) {
    const std::int64_t before = std::exchange(last, pkit::events_after(context.session(), last, since, each));
    if (last == before) context.world.sleep(kPause);
  }
}

struct EventsOptions {
  std::optional<Time> since;
  bool follow = false;
};

}  // namespace

Run bind_events(Options& options) {
  auto o = std::make_shared<EventsOptions>();
  options.time("--since", "only events from this time on", o->since);
  options.flag("--follow", "go on with what is written from now on, until interrupted", o->follow);
  return [o](Context& context) {
    const auto each = [&](const Value& event) {
      pkit::Outcome outcome;
      outcome.data = event;
      context.output.show(outcome, [&](Screen& screen) { print_event(screen, event); });
    };
    if (!o->follow)
      pkit::events(context.session(), o->since, each);
    else
      follow(context, o->since, each);
    return 0;
  };
}

}  // namespace pkit::app
