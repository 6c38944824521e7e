// pkit alert test: what an alert would do of a certificate.
#include "outbox/alert_trial.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_trial(Screen& screen, const Value& data) {
  screen.line("alert " + data.text_or("alert") + ", " + data.text_or("event") + " " + data.text_or("certificate"));
  if (data["opens"].is_text())
    screen.line(data.text_or("window") == "late" ? "  no window opens before the end: it would act at once, and tell so"
                                                 : "  it would wait for its window, until " + data.text_or("opens"));
  std::vector<std::vector<std::string>> table;
  for (const Value& step : data["steps"].items())
    table.push_back({"  " + text_of(step["step"]), step.text_or("does"), step.text_or("recipient"),
                     step.text_or("result"), step.text_or("what")});
  print_table(screen, table);
}

}  // namespace

Run bind_alert_test(Options& options) {
  auto trial = std::make_shared<AlertTrial>();
  options.argument("ALERT", "its name in pkit.yaml", trial->alert).must_be_given();
  options.argument("CERTIFICATE", "its id or serial, or the name of its holder", trial->certificate)
      .must_be_given()
      .completes(Completion::certificate);
  options.text("--recipient", "WHO", "this one alone, and not each of its recipients", trial->recipient);
  return [trial](Context& context) {
    const Outcome outcome = try_alert(context.session(), *trial);
    return context.output.show(outcome, [&](Screen& screen) { print_trial(screen, outcome.data); });
  };
}

}  // namespace pkit::app
