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
void follow(Context& context, const pkit::EventFilter& filter, const std::function<void(const Value&)>& each) {
  context.signals.hold();
  std::int64_t last = pkit::events(context.session(), filter, each);
  while (!context.signals.arrived()) {
    const std::int64_t before = std::exchange(last, pkit::events_after(context.session(), last, filter, each));
    if (last == before) context.world.sleep(kPause);
  }
}

struct EventsOptions {
  pkit::EventFilter filter;
  bool follow = false;
};

}  // namespace

Run bind_events(Options& options) {
  auto o = std::make_shared<EventsOptions>();
  options.time("--since", "only events from this time on", o->filter.since);
  options.text("--subject", "GLOB", "only of what has such an id or name", o->filter.subject);
  options.text("--kind", "GLOB", "only of such a kind, like certificate.*", o->filter.kind);
  options.text("--actor", "GLOB", "only by such an actor, like uid:0", o->filter.actor);
  options.flag("--follow", "go on with what is written from now on, until interrupted", o->follow);
  return [o](Context& context) {
    const auto each = [&](const Value& event) {
      pkit::Outcome outcome;
      outcome.data = event;
      context.output.show(outcome, [&](Screen& screen) { print_event(screen, event); });
    };
    if (!o->follow)
      pkit::events(context.session(), o->filter, each);
    else
      follow(context, o->filter, each);
    return 0;
  };
}

}  // namespace pkit::app
