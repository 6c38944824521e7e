// pkit events scan, events deliver: for timers. What nears its end becomes an event, and events reach somebody.
#include "outbox/deliver.h"
#include "outbox/scan.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_scan(Screen& screen, const Value& events) {
  if (events.items().empty()) return screen.line("nothing new nears its end");
  for (const Value& event : events.items()) screen.line(event.text_or("kind") + "  " + event.text_or("subject"));
}

void print_deliveries(Screen& screen, const Value& data) {
  screen.line(text_of(data["delivered"]) + " delivered, " + text_of(data["waiting"]) + " waiting, " +
              text_of(data["dead"]) + " dead");
  for (const Value& failure : data["failures"].items())
    screen.aside("  event " + text_of(failure["event"]) + " to " + failure.text_or("target") + ": " +
                 failure.text_or("reason") + " (" + failure.text_or("state") + " after " + text_of(failure["tries"]) +
                 ")");
}

}  // namespace

Run bind_events_scan(Options&) {
  return [](Context& context) {
    const Outcome outcome = scan_events(context.session());
    return context.output.show(outcome, [&](Screen& screen) { print_scan(screen, outcome.data["events"]); });
  };
}

Run bind_events_deliver(Options& options) {
  auto request = std::make_shared<DeliverRequest>();
  options.flag("--retry-dead", "try again what was given up", request->retry_dead);
  return [request](Context& context) {
    std::int64_t calls = 0;
    const Outcome outcome = deliver_events(context.session(), *request, [&] {
      if (++calls % 100 == 0) context.output.progress(std::to_string(calls) + " calls");
    });
    return context.output.show(outcome, [&](Screen& screen) { print_deliveries(screen, outcome.data); });
  };
}

}  // namespace pkit::app
