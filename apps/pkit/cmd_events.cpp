// pkit events: the history, one event a line, oldest first.
#include "lifecycle/operations.h"
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

}  // namespace

Run bind_events(Options& options) {
  auto since = std::make_shared<std::optional<Time>>();
  options.time("--since", "only events from this time on", *since);
  return [since](Context& context) {
    lifecycle::events(context.session(), *since, [&](const Value& event) {
      lifecycle::Outcome outcome;
      outcome.data = event;
      context.output.show(outcome, [&](Screen& screen) { print_event(screen, event); });
    });
    return 0;
  };
}

}  // namespace pkit::app
