// pkit state move: the home's state from a file to a server, and back.
#include <unistd.h>

#include "care/move.h"
#include "pkit/context.h"
#include "pkit/help.h"
#include "pkit/render.h"
#include "pkit/system.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

pkit::Outcome move_to(const Context& context, const std::string& place) {
  pkit::MoveRequest request;
  request.directory = context.home_path();
  request.uid = ::geteuid();
  request.sudo_uid = environment("SUDO_UID");
  request.to = place;
  request.version = kVersion;
  request.now = context.globals.now;
  request.accept_clock = context.globals.accept_clock;
  return pkit::move_state(context.world, request);
}

void print_move(Screen& screen, const Value& data) {
  const std::string to = data.text_or("to");
  if (!data["moved"].as_bool()) return screen.line("the state is in " + to + " already");
  screen.line("moved the state from " + data.text_or("from") + " to " + to + ": " +
              std::to_string(data["rows"].as_int()) + " rows, " + std::to_string(data["events"].as_int()) + " events");
  if (data["kept"].is_text()) screen.line("  what was there before is in " + data.text_or("kept"));
}

}  // namespace

Run bind_state_move(Options& options) {
  auto to = std::make_shared<std::string>();
  options.text("--to", "ENGINE", "postgresql:SERVICE, or sqlite: the file pkit.db of the home", *to).must_be_given();
  return [to](Context& context) {
    const pkit::Outcome outcome = move_to(context, *to);
    return context.output.show(outcome, [&](Screen& screen) { print_move(screen, outcome.data); });
  };
}

}  // namespace pkit::app
