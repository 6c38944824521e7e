#include "agents/known_agent.h"

#include "change/change.h"
#include "digest/digest.h"
#include "fleet/orchestrator.h"
#include "store/agents.h"

namespace pkit::agents {

namespace {

/// Of a job's parameters: the run for which a certificate was given.
constexpr const char* kCertifiedRun = "certifiedRun";

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

bool has_certificate(const store::ScheduledJob& job) {
  const Value& run = job.parameters[kCertifiedRun];
  return run.is_int() && run.as_int() == audit_id(job);
}

void give_certificate(store::Write& write, const KnownAgent& agent, const store::ScheduledJob& job,
                      const Renamed& renamed) {
  std::optional<store::ScheduledJob> now = store::scheduled_jobs::find(write, job.id);
  if (!now || now->state != store::JobState::in_process || now->holder != agent.holder ||
      audit_id(*now) != audit_id(job))
    throw Error(Kind::conflict, "job.lost", job.id + " is not in this session's hands any more");
  if (has_certificate(*now)) refuse_second_certificate(job);
  now->parameters.set(kCertifiedRun, audit_id(job));
  if (now->parameters.text_or("alias") == renamed.former) now->parameters.set("alias", renamed.now);
  require_written(store::scheduled_jobs::update(write, *now), job.id);
}

void refuse_second_certificate(const store::ScheduledJob& job) {
  throw Error(Kind::conflict, "job.state", job.id + " has its certificate, over another key",
              "end it, and schedule another one");
}

}  // namespace pkit::agents
