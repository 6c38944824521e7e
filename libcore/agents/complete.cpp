// job-complete: how a job of an agent ended. What it found is kept in the same commit, and only then do handlers hear
// of it (B11).
#include <algorithm>
#include <map>
#include <set>

#include "agents/known_agent.h"
#include "agents/wire.h"
#include "jobs/lease.h"
#include "store/agents.h"
#include "store/belongings.h"

namespace pkit::agents {

namespace {

constexpr const char* kCompletedReply[] = {"Result", "InventoryJob"};

/// By alias; a certificate that is there twice has the same one twice.
struct Known {
  std::string fingerprint;
  std::int64_t times = 0;
};
using AllKnown = std::map<std::string, Known>;

AllKnown known_of(const Value& items) {
  AllKnown known;
  if (!items.is_list()) return known;
  for (const Value& item : items.items()) {
    Known& one = known[item.text_or("Alias")];
    one.fingerprint = item.text_or("fingerprint");
    ++one.times;
  }
  return known;
}

/// {entries, added, modified, removed}: by what the platform knew, whatever the agent says of it (T-B2).
Value counts_of(const AllKnown& former, const AllKnown& present) {
  std::int64_t entries = 0, added = 0, modified = 0, removed = 0;
  for (const auto& [alias, one] : present) {
    const auto before = former.find(alias);
    const std::int64_t former_times = before == former.end() ? 0 : before->second.times;
    entries += one.times;
    added += std::max<std::int64_t>(one.times - former_times, 0);
    removed += std::max<std::int64_t>(former_times - one.times, 0);
    if (former_times > 0 && before->second.fingerprint != one.fingerprint)
      modified += std::min(one.times, former_times);
  }
  for (const auto& [alias, one] : former)
    if (!present.contains(alias)) removed += one.times;
  return Value::map({{"entries", entries}, {"added", added}, {"modified", modified}, {"removed", removed}});
}

void fail(jobs::JobDone& done, const std::string& why) {
  done.result = store::JobResult::failure;
  done.message = done.message.empty() ? why : why + "; the agent says: " + done.message;
}

/// The agent's own words come before the platform's.
void warn(jobs::JobDone& done, const std::string& what) {
  if (done.result != store::JobResult::success) return;
  done.result = store::JobResult::warning;
  if (done.message.empty()) done.message = what;
}

/// An inventory that ended well was taken in this run; an empty one is never a success without a word.
void add_inventory(Session& session, const store::ScheduledJob& job, jobs::JobDone& done) {
  std::optional<store::AgentInventory> received, kept;
  session.state.read([&](store::Read& read) {
    received = store::agent_inventories::received(read, job.agent, job.store);
    kept = store::agent_inventories::kept(read, job.agent, job.store);
  });
  if (!received || received->job != job.id || received->claimed != audit_id(job))
    return fail(done, "it ended with no inventory that was taken: nothing is known of the store");
  const AllKnown present = known_of(received->items);
  done.output = counts_of(known_of(kept ? kept->items : Value()), present);
  if (present.empty()) warn(done, "there is nothing in it");
  for (const auto& [alias, one] : present)
    if (one.times > 1) warn(done, printable(alias) + " is there more than once");
  done.rows = [inventory = *received](store::Write& write) { store::agent_inventories::keep(write, inventory); };
}

/// Why such a place is not taken; empty: it is. `asked`: the directories that were to be looked through.
std::string not_taken(const std::string& location, const Value& asked) {
  const Path path(location);
  if (storable(location) != location || printable(location) != location) return "cannot be printed";
  if (!path.is_absolute() || path.lexically_normal() != path) return "is no absolute path without detours";
  const auto holds = [&](const Value& directory) {
    const Path relative = path.lexically_relative(Path(directory.as_text()).lexically_normal());
    return !relative.empty() && *relative.begin() != ".." && relative != ".";
  };
  if (asked.is_list() && std::ranges::any_of(asked.items(), holds)) return {};
  return "is below none of the directories that were asked for";
}

/// {locations, pending}: what is not among the agent's stores waits until somebody makes it one (T-B7). What it cannot
/// have found is left out, and told.
void add_locations(Session& session, const store::ScheduledJob& job, const Value& message, jobs::JobDone& done) {
  if (!message["Locations"].is_list()) return fail(done, "it ended without the places that it looked for");
  std::set<std::string> known, told;
  session.state.read([&](store::Read& read) {
    for (const store::CertificateStore& store : store::belongings::of(read, job.agent).stores) known.insert(store.path);
  });
  Value locations = Value::list(), pending = Value::list();
  std::vector<std::string> left_out;
  for (const Value& item : message["Locations"].items()) {
    const std::string& location = item.as_text();
    const std::string why = not_taken(location, job.parameters["directory"]);
    if (!why.empty()) left_out.push_back("'" + printable(location) + "' " + why);
    if (!why.empty() || !told.insert(location).second) continue;
    locations.push(location);
    if (!known.contains(location)) pending.push(location);
  }
  done.output = Value::map({{"locations", std::move(locations)}, {"pending", std::move(pending)}});
  if (left_out.empty()) return;
  warn(done, std::to_string(left_out.size()) + " of its places are left out: " + left_out.front());
}

/// Its word that all went well is none where nothing was given: what lies there is what lay there before.
void require_certificate(const store::ScheduledJob& job, jobs::JobDone& done) {
  if (!has_certificate(job)) fail(done, "it ended with no certificate that was given for it");
}

void add_log(const Value& message, jobs::JobDone& done) {
  if (!message["Log"].is_text()) return fail(done, "it ended without a log");
  done.output = Value::map({{"data", storable(message.text_or("Log"))}});
}

void add_data(const Value& message, jobs::JobDone& done) {
  if (message["Data"].is_text()) done.output = Value::map({{"data", storable(message.text_or("Data"))}});
}

jobs::JobDone done_as(Session& session, const store::ScheduledJob& job, const Value& message) {
  jobs::JobDone done;
  done.result = result_of(message["Status"].as_int());
  done.message = message.text_or("Message");
  if (done.result == store::JobResult::failure) return done;
  if (job.type == store::JobType::inventory) add_inventory(session, job, done);
  if (job.type == store::JobType::discovery) add_locations(session, job, message, done);
  if (job.type == store::JobType::reenrollment) require_certificate(job, done);
  if (job.type == store::JobType::fetch_logs) add_log(message, done);
  if (job.type == store::JobType::custom) add_data(message, done);
  return done;
}

}  // namespace

Outcome complete_job(Session& session, const MessageRequest& request) {
  const Value message = read_message(request, kCompletionFields);
  const KnownAgent agent = agent_of(session, request, message);
  jobs::RunningJob running{held_job(session, agent, message), false};
  if (message["AuditId"].as_int() != audit_id(running.job))
    throw Error(Kind::conflict, "job.lost", running.job.id + " was begun anew since",
                "ask for its configuration again");
  if (message["Status"].as_int() != kInProcess)
    settle(session, running, done_as(session, running.job, message), operation_time(session, true));
  else if (!jobs::renew(session, running))
    throw Error(Kind::conflict, "job.lost", running.job.id + " is not in this session's hands any more");
  Outcome outcome;
  outcome.data = Value::map({{"Result", good_result()}, {"InventoryJob", ""}});
  return outcome;
}

constinit const Operation kJobComplete = operation<MessageRequest, complete_job>(
    {.name = "job-complete", .inputs = kMessageInputs, .data = &shape::job_completion, .reply = kCompletedReply});

}  // namespace pkit::agents
