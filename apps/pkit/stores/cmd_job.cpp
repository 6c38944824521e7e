// pkit job: what is done to certificate stores, when, and how it ended.
#include "jobs/operations.h"
#include "pkit/job_verbs.h"
#include "pkit/local_command.h"

namespace pkit::app {

namespace {

/// "j-... inventory of site".
std::string job_name(const Value& job) {
  const std::string store = job.text_or("store");
  return job.text_or("JobId") + " " + job.text_or("kind") + (store.empty() ? "" : " of " + store);
}

void print_job_scheduled(Screen& screen, const Outcome& outcome) {
  const Value& job = outcome.data["job"];
  screen.line((outcome.data["dryRun"].is_bool() ? "would be scheduled: " : "") + job_name(job) + ": " +
              job.text_or("when") + ", due " + job.text_or("due"));
}

void print_job_list(Screen& screen, const Outcome& outcome) {
  std::vector<std::vector<std::string>> table;
  for (const Value& job : outcome.data["jobs"].items())
    table.push_back({job.text_or("JobId"), job.text_or("kind"), job.text_or("store"), job.text_or("when"),
                     job.text_or("state"), job.text_or("due")});
  if (table.empty()) return screen.aside("pkit: no jobs");
  print_table(screen, table);
}

void print_job_shown(Screen& screen, const Outcome& outcome) {
  const Value& job = outcome.data["job"];
  print_thing(screen, "job " + job.text_or("JobId"), job, {"JobId"});
  if (outcome.data["lastRun"].is_map()) print_thing(screen, "last run", outcome.data["lastRun"], {"JobId"});
}

void print_job_runs(Screen& screen, const Outcome& outcome) {
  std::vector<std::vector<std::string>> table;
  for (const Value& run : outcome.data["runs"].items()) {
    const std::string status = run.text_or("Status");
    table.push_back({text_of(run["JobHistoryId"]), run.text_or("JobId"), run.text_or("kind"), run.text_or("store"),
                     run.text_or("OperationEnd"), run.text_or("Result"), status == "Completed" ? "" : status,
                     run.text_or("Message")});
  }
  if (table.empty()) return screen.aside("pkit: no runs");
  print_table(screen, table);
}

/// As it was brought, line by line.
void print_job_data(Screen& screen, const Outcome& outcome) {
  std::string data = outcome.data.text_or("data");
  if (data.ends_with('\n')) data.pop_back();
  for (const std::string& line : split(data, '\n')) screen.line(line);
}

void print_job_ran(Screen& screen, const Outcome& outcome) {
  if (outcome.data["runs"].items().empty()) return screen.aside("pkit: nothing is due");
  print_job_runs(screen, outcome);
}

void print_job_changed(Screen& screen, const Outcome& outcome) {
  const Value& job = outcome.data["job"];
  screen.line(job_name(job) + ": " + job.text_or("state") +
              (job["due"].is_text() ? ", due " + job.text_or("due") : std::string()));
}

}  // namespace

Run bind_job_schedule(Options& options) { return bind_local<jobs::kJobSchedule, print_job_scheduled>(options); }
Run bind_job_list(Options& options) { return bind_local<jobs::kJobList, print_job_list>(options); }
Run bind_job_show(Options& options) { return bind_local<jobs::kJobShow, print_job_shown>(options); }
Run bind_job_run(Options& options) { return bind_local<jobs::kJobRun, print_job_ran>(options); }
Run bind_job_history(Options& options) { return bind_local<jobs::kJobHistory, print_job_runs>(options); }
Run bind_job_data(Options& options) { return bind_local<jobs::kJobData, print_job_data>(options); }
Run bind_job_ack(Options& options) { return bind_local<jobs::kJobAck, print_job_runs>(options); }
Run bind_job_reschedule(Options& options) { return bind_local<jobs::kJobReschedule, print_job_changed>(options); }
Run bind_job_cancel(Options& options) { return bind_local<jobs::kJobCancel, print_job_changed>(options); }

}  // namespace pkit::app
