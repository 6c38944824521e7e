// pkit chain test and pkit chain replay: policy tried before it decides.
#include "pkit/fleet_verbs.h"
#include "pkit/local_command.h"
#include "trial/operations.h"

namespace pkit::app {

namespace {

void print_case(Screen& screen, const Value& row) {
  const std::string by = row.text_or("by"), message = row.text_or("message");
  screen.line(std::string(row["ok"].as_bool() ? "ok    " : "WRONG ") + printable(row.text_or("name")) + ": " +
              row.text_or("answer") + (by.empty() ? "" : " by " + printable(by)) +
              (message.empty() ? "" : ": " + printable(message)));
  for (const Value& difference : row["differences"].items())
    screen.line("        " + difference.text_or("key") + ": expected " + text_of(difference["expected"]) + ", got " +
                text_of(difference["got"]));
}

void print_cases(Screen& screen, const Outcome& outcome) {
  const Value& cases = outcome.data["cases"];
  if (!cases.is_list()) return;
  for (const Value& row : cases.items()) print_case(screen, row);
}

std::string reading_text(const Value& reading) {
  const std::string by = reading.text_or("by"), message = reading.text_or("message");
  return reading.text_or("answer") + (by.empty() ? "" : " by " + by) + (message.empty() ? "" : " (" + message + ")");
}

void print_change(Screen& screen, const Value& change) {
  screen.line(change.text_or("ClientMachine") + ", " + change.text_or("operation") + " " + change.text_or("subject") +
              " at " + change.text_or("time"));
  screen.line("  was    " + reading_text(change["was"]));
  if (const std::string call = change.text_or("wouldAsk"); !call.empty()) return screen.line("  would ask " + call);
  screen.line("  would  " + reading_text(change["would"]));
  if (change["outputs"].is_map() && !(change["outputs"]["was"] == change["outputs"]["would"]))
    screen.line("  outputs " + text_of(change["outputs"]["was"]) + " -> " + text_of(change["outputs"]["would"]));
}

void print_replay(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  if (!data["changed"].is_list()) return;
  for (const Value& change : data["changed"].items()) print_change(screen, change);
  for (const Value& change : data["unknown"].items()) print_change(screen, change);
  screen.line(text_of(data["decisions"]) + " decisions: " + text_of(data["unchanged"]) + " as they were, " +
              std::to_string(data["changed"].items().size()) + " changed, " +
              std::to_string(data["unknown"].items().size()) + " unknown");
}

}  // namespace

Run bind_chain_test(Options& options) { return bind_local<kTryChains, print_cases>(options); }

Run bind_chain_replay(Options& options) { return bind_local<kReplay, print_replay>(options); }

}  // namespace pkit::app
