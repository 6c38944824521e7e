// pkit doctor: is everything in this home as it must be?
#include "lifecycle/operations.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_check(Screen& screen, const Value& check) {
  const bool ok = check["ok"].is_bool() && check["ok"].as_bool();
  const std::string note = check.text_or("note");
  screen.line((ok ? "ok      " : "FAILED  ") + check.text_or("name") + (note.empty() ? "" : ": " + note));
  if (check["faults"].is_list())
    for (const Value& fault : check["faults"].items()) screen.line("          " + text_of(fault));
}

void print_checks(Screen& screen, const Value& data) {
  if (data["checks"].is_list())
    for (const Value& check : data["checks"].items()) print_check(screen, check);
}

}  // namespace

Run bind_doctor(Options&) {
  return [](Context& context) {
    const lifecycle::Outcome outcome = lifecycle::doctor(context.session());
    return context.output.show(outcome, [&](Screen& screen) { print_checks(screen, outcome.data); });
  };
}

}  // namespace pkit::app
