// Who sends a message, and the job that it is about. Nothing costly comes before that. Internal to agents/.
#pragma once

#include <string>

#include "agents/messages.h"
#include "store/jobs.h"
#include "store/principals.h"

namespace pkit::agents {

/// How long a session lasts after it has begun, or taken its last job.
inline constexpr Duration kSessionLife = 60 * 60'000;

/// As the state keeps a token.
Bytes token_digest(const std::string& token);

struct KnownAgent {
  store::Principal principal;
  std::string holder;  // of leases: by the session's token
};
/// By its token and its signature, which have to be one agent's; one that is not Approved any more has no session
/// (T-B10). Error{authentication "agent.session" | "proof.*"}.
KnownAgent agent_of(Session& session, const MessageRequest& request, const Value& message);

/// One of this agent's: another's is as unknown as one that is not there. Error{not_found "job.unknown"}.
store::ScheduledJob job_of(store::Read& read, const KnownAgent& agent, const Value& message);
/// One that this session is at. Error{conflict "job.lost"}.
store::ScheduledJob held_job(Session& session, const KnownAgent& agent, const Value& message);
/// The number of a run on the wire, the same as long as it is one.
std::int64_t audit_id(const store::ScheduledJob& job);

/// A run has one certificate at most: its job says that it is given, by the certificate's own commit.
bool has_certificate(const store::ScheduledJob& job);
/// The thumbprints of two certificates of which one takes the other's place: an alias, where a store has no names.
struct Renamed {
  std::string former, now;
};
/// Says so, by an update that must change one row; a job that named its entry by the former thumbprint names it by the
/// new one. Error{conflict "job.lost"} where the run is not in this session's hands any more, {conflict "job.state"}
/// where it has one.
void give_certificate(store::Write& write, const KnownAgent& agent, const store::ScheduledJob& job,
                      const Renamed& renamed);
[[noreturn]] void refuse_second_certificate(const store::ScheduledJob& job);

}  // namespace pkit::agents
