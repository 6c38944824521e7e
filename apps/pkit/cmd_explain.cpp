// pkit explain: how a decision came about, from the trace that was stored with it.
#include "ask/operations.h"
#include "pkit/context.h"
#include "pkit/files.h"
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

}  // namespace

Run bind_explain(Options& options) {
  auto word = std::make_shared<std::string>();
  options.argument("ID", "a registration, certificate or orchestrator, or a file with a certificate", *word)
      .must_be_given()
      .completes(Completion::stored);
  return [word](Context& context) {
    const auto content = document_or_word(context, *word);
    const pkit::Outcome outcome =
        content ? pkit::explain_document(context.session(), *word, *content) : pkit::explain(context.session(), *word);
    return context.output.show(outcome, [&](Screen& screen) { print_attempts(screen, *word, outcome.data); });
  };
}

}  // namespace pkit::app
