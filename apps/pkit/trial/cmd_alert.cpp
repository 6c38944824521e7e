// pkit alert test: what an alert would do of a certificate.
#include "outbox/alert_trial.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

void print_trial(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
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

Run bind_alert_test(Options& options) { return bind_local<kTryAlert, print_trial>(options); }

}  // namespace pkit::app
