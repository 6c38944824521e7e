// pkit events scan, events deliver: for timers. What nears its end becomes an event, and events reach somebody.
#include "outbox/deliver.h"
#include "outbox/scan.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_scan(Screen& screen, const Outcome& outcome) {
  const Value& events = outcome.data["events"];
  if (events.items().empty()) return screen.line("nothing new nears its end");
  for (const Value& event : events.items()) screen.line(event.text_or("kind") + "  " + event.text_or("subject"));
}

void print_deliveries(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  screen.line(text_of(data["delivered"]) + " delivered, " + text_of(data["waiting"]) + " waiting, " +
              text_of(data["dead"]) + " dead");
  for (const Value& failure : data["failures"].items())
    screen.aside("  event " + text_of(failure["event"]) + " to " + failure.text_or("target") + ": " +
                 failure.text_or("reason") + " (" + failure.text_or("state") + " after " + text_of(failure["tries"]) +
                 ")");
}

}  // namespace

Run bind_events_scan(Options& options) { return bind_local<kScanEvents, print_scan>(options); }

Run bind_events_deliver(Options& options) { return bind_local<kDeliverEvents, print_deliveries>(options); }

}  // namespace pkit::app
