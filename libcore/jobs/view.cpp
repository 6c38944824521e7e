#include "jobs/view.h"

#include <charconv>

#include "catalog/schedule.h"
#include "jobs/kind.h"
#include "store/cert_stores.h"
#include "store/principals.h"

namespace pkit::jobs {

Value job_view(store::Read& read, const store::ScheduledJob& job) {
  Value view = Value::map({{"JobId", job.id}, {"kind", kind_of(job).word}, {"JobType", store::type_word(job.type)}});
  if (job.operation != store::JobOperation::none) view.set("OperationType", store::operation_word(job.operation));
  if (!job.agent.empty()) {
    const auto agent = store::principals::find(read, job.agent);
    view.set("agent", agent ? agent->name : job.agent);
  }
  if (!job.store.empty()) view.set("store", store_name(read, job));
  if (!job.parameters.members().empty()) view.set("parameters", job.parameters);
  const auto schedule = catalog::parse_compact_schedule(job.schedule);
  view.set("schedule", job.schedule);
  view.set("when", schedule ? catalog::words(*schedule) : job.schedule);
  view.set("priority", job.priority);
  view.set("state", store::state_word(job.state));
  view.set("CurrentRetryCount", job.tries);
  view.set("retries", job.retries);
  if (job.not_before) view.set("due", print_time(*job.not_before));
  view.set("RequestTimestamp", print_time(job.requested));
  return view;
}

/// Without what may be long, of which its size is told: pkit job data has it.
static Value told_output(Value output) {
  if (!output.is_map() || !output["data"].is_text()) return output;
  output.set("dataOctets", output["data"].as_text().size());
  output.erase("data");
  return output;
}

Value run_view(const store::JobRun& run) {
  const store::JobState status = run.acknowledged ? store::JobState::acknowledged : run.status;
  Value view = Value::map({{"JobHistoryId", run.number},
                           {"JobId", run.job},
                           {"OperationStart", print_time(run.started)},
                           {"OperationEnd", print_time(run.ended)},
                           {"Result", store::result_word(run.result)},
                           {"Status", store::state_word(status)},
                           {"CurrentRetryCount", run.tries}});
  if (!run.message.empty()) view.set("Message", run.message);
  if (!run.output.is_null()) view.set("output", told_output(run.output));
  if (run.acknowledged) view.set("acknowledged", print_time(*run.acknowledged));
  return view;
}

std::string store_name(store::Read& read, const store::ScheduledJob& job) {
  if (job.store.empty()) return {};
  const auto store = store::cert_stores::find(read, job.store);
  return store ? store->name : job.store;
}

store::ScheduledJob find_job(store::Read& read, const std::string& word) {
  constexpr std::size_t shortest = 4;
  if (auto exact = store::scheduled_jobs::find(read, word)) return *exact;
  std::vector<store::ScheduledJob> found;
  if (word.size() >= shortest) found = store::scheduled_jobs::beginning(read, word, 2);
  if (found.size() > 1)
    throw Error(Kind::conflict, "job.ambiguous", "several jobs begin with '" + printable(word) + "'",
                "more of the id: see pkit job list");
  if (found.empty())
    throw Error(Kind::not_found, "job.unknown", "there is no job '" + printable(word) + "'", "see pkit job list");
  return found.front();
}

std::int64_t number_of(const std::string& text, const char* option, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= least && number <= most) return number;
  throw Error(Kind::usage, "option.value",
              std::string(option) + ": '" + printable(text) + "' is no number from " + std::to_string(least) + " to " +
                  std::to_string(most));
}

}  // namespace pkit::jobs
