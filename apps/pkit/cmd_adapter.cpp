// pkit adapter test: one call of a procedure, with all that goes to and fro.
#include "base/json.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/fleet_verbs.h"
#include "pkit/render.h"
#include "trial/operations.h"

namespace pkit::app {

namespace {

struct TrialOptions {
  AdapterTrial trial;
  std::string input;
};

void print_json(Screen& screen, const char* label, const Value& value) {
  screen.line(std::string(label) + ":");
  for (const std::string& line : split(to_pretty_json(value), '\n'))
    if (!line.empty()) screen.line("  " + line);
}

void print_call(Screen& screen, const Value& data) {
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

Run bind_adapter_test(Options& options) {
  auto o = std::make_shared<TrialOptions>();
  options.argument("ADAPTER.PROCEDURE", "what is called", o->trial.procedure).must_be_given();
  options.file("--in", "FILE", "the parameter as JSON, instead of a sample registration; - is standard input",
               o->input);
  options.text("--request-id", "ID", "the envelope's requestId", o->trial.common.request_id);
  options.flag("--dry-run", "the envelope says dryRun", o->trial.common.dry_run);
  return [o](Context& context) {
    if (!o->input.empty()) o->trial.parameter = read_document(context, o->input);
    o->trial.parameter_name = o->input.empty() ? "the sample" : document_name(o->input);
    const Outcome outcome = try_adapter(context.session(), o->trial);
    return context.output.show(outcome, [&](Screen& screen) { print_call(screen, outcome.data); });
  };
}

}  // namespace pkit::app
