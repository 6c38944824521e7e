// pkit orchestrator: what an operator does about one orchestrator beside approving and denying it.
#include "fleet/own_operations.h"
#include "pkit/fleet_verbs.h"
#include "pkit/local_command.h"

namespace pkit::app {

namespace {

void print_table_of(Screen& screen, const Outcome& outcome, const char* what, const std::vector<const char*>& columns) {
  const Value& list = outcome.data[what];
  if (list.items().empty())
    return screen.aside("pkit: " + printable(outcome.data.text_or("ClientMachine")) + " has no " + what);
  std::vector<std::vector<std::string>> table;
  for (const Value& one : list.items()) {
    table.emplace_back();
    for (const char* column : columns) table.back().push_back(one.text_or(column));
  }
  print_table(screen, table);
}

void print_stores(Screen& screen, const Outcome& outcome) {
  print_table_of(screen, outcome, "stores", {"CertStoreTypeName", "StorePath"});
}

void print_jobs(Screen& screen, const Outcome& outcome) {
  print_table_of(screen, outcome, "jobs", {"JobTypeName", "OperationType", "KeyfactorSchedule", "StorePath"});
}

void print_orchestrator(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  if (data["dryRun"].is_bool()) return screen.line("would be " + data["would"].text_or("orchestrator"));
  const Value& o = data["orchestrator"];
  const std::string wish = o.text_or("AuthCertificateReenrollment");
  screen.line(o.text_or("ClientMachine") + " is " + o.text_or("Status") +
              (wish.empty() ? "" : "; a new certificate is " + wish));
}

}  // namespace

Run bind_orchestrator_stores(Options& options) { return bind_local<kOrchestratorStores, print_stores>(options); }

Run bind_orchestrator_jobs(Options& options) { return bind_local<kOrchestratorJobs, print_jobs>(options); }

Run bind_orchestrator_reset(Options& options) { return bind_local<kResetOrchestrator, print_orchestrator>(options); }

Run bind_orchestrator_reenroll(Options& options) {
  return bind_local<kReenrollOrchestrator, print_orchestrator>(options);
}

Run bind_orchestrator_delete(Options& options) { return bind_local<kDeleteOrchestrator, print_orchestrator>(options); }

}  // namespace pkit::app
