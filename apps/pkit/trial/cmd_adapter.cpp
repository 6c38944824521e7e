// pkit adapter test: one call of a procedure, with all that goes to and fro.
#include "base/json.h"
#include "pkit/fleet_verbs.h"
#include "pkit/local_command.h"
#include "trial/operations.h"

namespace pkit::app {

namespace {

void print_json(Screen& screen, const char* label, const Value& value) {
  screen.line(std::string(label) + ":");
  for (const std::string& line : split(to_pretty_json(value), '\n'))
    if (!line.empty()) screen.line("  " + line);
}

void print_call(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  print_json(screen, "envelope", data["envelope"]);
  if (data["failure"].is_null())
    print_json(screen, "answer", data["answer"]);
  else
    screen.line("no answer: " + data.text_or("failure"));
  if (const std::string raw = data.text_or("raw"); !raw.empty()) screen.line("received: " + raw);
  if (const std::string errors = data.text_or("stderr"); !errors.empty()) screen.line("stderr: " + errors);
  screen.line("took " + text_of(data["tookMs"]) + " ms");
  const Value& verdict = data["verdict"];
  if (!verdict.is_map()) return;
  const std::string message = verdict.text_or("message");
  screen.line("verdict: " + verdict.text_or("result") + (message.empty() ? "" : ", " + message));
}

}  // namespace

Run bind_adapter_test(Options& options) { return bind_local<kTryAdapter, print_call>(options); }

}  // namespace pkit::app
