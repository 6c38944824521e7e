// pkit events: the history, one event a line, oldest first.
#include <functional>

#include "ask/operations.h"
#include "pkit/local_command.h"
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

struct EventsCommand : LocalCommand {
  EventsCommand() : LocalCommand(kEvents) {}
  bool follow = false;
};

using EachEvent = std::function<void(const Value&)>;

/// Until a signal asks for the end; it takes its course when the state is closed.
int follow(Context& context, const EventsCommand& command, const EachEvent& each) {
  pkit::EventsRequest& request = *static_cast<pkit::EventsRequest*>(command.request.get());
  context.signals.hold();
  std::int64_t last = ask_local(context, command, each).data["last"].as_int();
  while (!context.signals.arrived()) {
    request.after = last;
    last = ask_local(context, command, each).data["last"].as_int();
    if (last == request.after) context.world.sleep(kPause);
  }
  return 0;
}

int tell_events(Context& context, const EventsCommand& command) {
  const EachEvent each = [&](const Value& event) {
    pkit::Outcome outcome;
    outcome.data = event;
    context.output.show(outcome, [&](Screen& screen) { print_event(screen, event); });
  };
  if (command.follow) return follow(context, command, each);
  return ask_local(context, command, each).exit();
}

}  // namespace

Run bind_events(Options& options) {
  auto command = std::make_shared<EventsCommand>();
  declare_local(options, *command);
  options.flag("--follow", "go on with what is written from now on, until interrupted", command->follow);
  return [command](Context& context) { return tell_events(context, *command); };
}

}  // namespace pkit::app
