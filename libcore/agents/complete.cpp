// job-complete: how a job of an agent ended. What it found is kept in the same commit, and only then do handlers hear
// of it (B11).
#include <map>
#include <set>

#include "agents/known_agent.h"
#include "agents/wire.h"
#include "jobs/lease.h"
#include "store/agents.h"

namespace pkit::agents {

namespace {

constexpr const char* kCompletedReply[] = {"Result", "InventoryJob"};

using Known = std::map<std::string, std::string>;  // by alias, the fingerprint

Known known_of(const Value& items) {
  Known known;
  if (items.is_list())
    for (const Value& item : items.items()) known[item.text_or("Alias")] = item.text_or("fingerprint");
  return known;
}

/// {entries, added, modified, removed}: by what the platform knew, whatever the agent says of it (T-B2).
Value counts_of(const Known& former, const Known& present) {
  std::int64_t added = 0, modified = 0, removed = 0;
  for (const auto& [alias, fingerprint] : present) {
    const auto before = former.find(alias);
    added += before == former.end();
    modified += before != former.end() && before->second != fingerprint;
  }
  for (const auto& [alias, fingerprint] : former) removed += !present.contains(alias);
  return Value::map({{"entries", static_cast<std::int64_t>(present.size())},
                     {"added", added},
                     {"modified", modified},
                     {"removed", removed}});
}

void fail(jobs::JobDone& done, const std::string& why) {
  done.result = store::JobResult::failure;
  done.message = done.message.empty() ? why : why + "; the agent says: " + done.message;
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
  const Known present = known_of(received->items);
  done.output = counts_of(known_of(kept ? kept->items : Value()), present);
  if (present.empty() && done.result == store::JobResult::success) {
    done.result = store::JobResult::warning;
    if (done.message.empty()) done.message = "there is nothing in it";
  }
  done.rows = [inventory = *received](store::Write& write) { store::agent_inventories::keep(write, inventory); };
}

jobs::JobDone done_as(Session& session, const store::ScheduledJob& job, const Value& message) {
  jobs::JobDone done;
  done.result = result_of(message["Status"].as_int());
  done.message = message.text_or("Message");
  if (job.type == store::JobType::inventory && done.result != store::JobResult::failure)
    add_inventory(session, job, done);
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
