// pkit explain: how a decision came about, from the trace that was stored with it.
#include "ask/operations.h"
#include "pkit/files.h"
#include "pkit/local_command.h"
#include "pkit/trace.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_attempts(Screen& screen, const std::string& word, const Value& data) {
  if (!data["attempts"].is_list()) return;
  if (data["attempts"].items().empty()) return screen.line("no trace is kept of " + printable(word));
  bool first = true;
  for (const Value& attempt : data["attempts"].items()) {
    if (!first) screen.line("");
    first = false;
    for (const std::string& line : story(attempt)) screen.line(line);
  }
}

int run_explain(Context& context, const LocalCommand& command) {
  pkit::ExplainRequest& request = *static_cast<pkit::ExplainRequest*>(command.request.get());
  request.content = document_or_word(context, request.word);
  const Outcome outcome = ask_local(context, command);
  return context.output.show(outcome, [&](Screen& screen) { print_attempts(screen, request.word, outcome.data); });
}

}  // namespace

Run bind_explain(Options& options) {
  auto command = std::make_shared<LocalCommand>(kExplain);
  declare_local(options, *command);
  return [command](Context& context) { return run_explain(context, *command); };
}

}  // namespace pkit::app
