// session: an agent registers, and is told its jobs.
#include <limits>

#include "agents/known_agent.h"
#include "agents/wire.h"
#include "catalog/schedule.h"
#include "fleet/orchestrator.h"
#include "fleet/session_wire.h"
#include "store/agents.h"

namespace pkit::agents {

namespace {

constexpr std::int64_t kMostJobs = 1000;
constexpr Time kMinute = 60'000;

constexpr const char* kSessionReply[] = {"Result", "Session"};

/// The type of the store as the agent's stores are recorded.
std::string store_type(const store::Belongings& has, const std::string& path) {
  for (const store::CertificateStore& store : has.stores)
    if (store.path == path) return store.content.text_or("CertStoreTypeName");
  return "PEM";
}

/// "" is at once; what comes later is rounded up to its minute, so that nobody asks too early.
std::string wire_schedule(const store::ScheduledJob& job, Time now) {
  if (*job.not_before <= now) return "";
  catalog::Schedule schedule;
  schedule.is = catalog::Schedule::Is::once;
  schedule.at = (*job.not_before + kMinute - 1) / kMinute * kMinute;
  return catalog::compact(schedule);
}

Value job_line(const store::ScheduledJob& job, const store::Belongings& has, Time now) {
  return Value::map({{"JobId", job.id},
                     {"JobTypeId", capability_of(job, store_type(has, job.store))},
                     {"ConfigurationEndpoint", kJobConfig.name},
                     {"CompletionEndpoint", kJobComplete.name},
                     {"Cron", ""},
                     {"Schedule", wire_schedule(job, now)},
                     {"Priority", job.priority}});
}

/// A token, and the jobs in the order in which they are to be done (T-B11). Whatever an earlier session held is free.
void begin_session(Session& session, const std::string& principal, Time now, Value& told) {
  Bytes chance(32);
  session.world.random(chance);
  const std::string token = to_hex(chance);
  const Time real_now = session.world.now();
  std::vector<store::ScheduledJob> open;
  store::Belongings has;
  session.database.write([&](store::Write& write) {
    store::scheduled_jobs::release(write, principal);
    store::agent_sessions::begin(write, {token_digest(token), principal, real_now + kSessionLife}, real_now);
    open = store::scheduled_jobs::due(write, principal, std::numeric_limits<Time>::max(), kMostJobs);
    has = store::belongings::of(write, principal);
  });
  told.set("Token", token);
  Value jobs = Value::list();
  for (const store::ScheduledJob& job : open) jobs.push(job_line(job, has, now));
  told.set("Jobs", std::move(jobs));
}

}  // namespace

Outcome open_session(Session& session, const MessageRequest& message) {
  if (!message.message)
    throw Error(Kind::usage, "option.missing", "there is no message", "--request FILE, or - for standard input");
  RegisterRequest request = read_session_request(*message.message, message.message_name);
  request.proof = message.proof;
  request.common = message.common;
  Outcome outcome = register_orchestrator(session, request);
  const Value orchestrator = outcome.data["orchestrator"];
  Value reply = session_reply(session, outcome);
  if (reply["Session"].is_map()) {
    // Whoever only spells a name learns nothing of what is recorded of it, and a token of theirs opens nothing.
    Value told = reply["Session"];
    told.set("Token", "");
    told.set("Jobs", Value::list());
    if (message.proof && !outcome.error && orchestrator.text_or("Status") == kApproved)
      begin_session(session, orchestrator.text_or("id"), operation_time(session, true), told);
    reply.set("Session", std::move(told));
  }
  outcome.data = std::move(reply);
  return outcome;
}

constinit const Operation kSession = operation<MessageRequest, open_session>(
    {.name = "session", .inputs = kMessageInputs, .data = &shape::agent_session, .reply = kSessionReply});

}  // namespace pkit::agents
