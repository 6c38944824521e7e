#include "agents/known_agent.h"

#include "digest/digest.h"
#include "fleet/orchestrator.h"
#include "store/agents.h"

namespace pkit::agents {

namespace {

[[noreturn]] void unknown_session() {
  throw Error(Kind::authentication, "agent.session", "there is no such session of an agent, or it is over",
              "pkit agent run opens a new one");
}

}  // namespace

Bytes token_digest(const std::string& token) {
  const digest::Digest sha256 = digest::sha256(token);
  return {sha256.begin(), sha256.end()};
}

KnownAgent agent_of(Session& session, const MessageRequest& request, const Value& message) {
  const Bytes token = token_digest(message.text_or("SessionToken"));
  std::optional<store::AgentSession> known;
  std::optional<store::Principal> principal;
  session.state.read([&](store::Read& read) {
    known = store::agent_sessions::find(read, token);
    if (known) principal = store::principals::find(read, known->principal);
  });
  if (!known || known->until <= session.world.now() || !principal) unknown_session();
  if (principal->state != kApproved || !principal->enabled) unknown_session();
  if (!request.proof)
    throw Error(Kind::authentication, "agent.session", "the message is not signed by the agent's key",
                "each message of a session is");
  accept_proof(session, *request.proof, principal->name, operation_time(session, true), false);
  return {std::move(*principal), "agent " + to_hex(token)};
}

store::ScheduledJob job_of(store::Read& read, const KnownAgent& agent, const Value& message) {
  auto job = store::scheduled_jobs::find(read, message.text_or("JobId"));
  if (job && job->agent == agent.principal.id) return *job;
  throw Error(Kind::not_found, "job.unknown",
              "there is no job '" + printable(message.text_or("JobId")) + "' of " + printable(agent.principal.name));
}

store::ScheduledJob held_job(Session& session, const KnownAgent& agent, const Value& message) {
  store::ScheduledJob job;
  session.state.read([&](store::Read& read) { job = job_of(read, agent, message); });
  if (job.state == store::JobState::in_process && job.holder == agent.holder) return job;
  throw Error(Kind::conflict, "job.lost", job.id + " is not in this session's hands",
              "ask for its configuration first");
}

std::int64_t audit_id(const store::ScheduledJob& job) { return job.claimed.value_or(0); }

}  // namespace pkit::agents
