// The platform's side of an agent's session (document B): who it is, which jobs it has, what they are, what it found,
// and how they ended. Each message is one JSON document, signed by the key of a certificate of the agent: only that
// says whose session it is. What comes after the first one names it by its SessionToken too.
#pragma once

#include <optional>
#include <string>

#include "decision/proof.h"
#include "home/operation.h"

namespace pkit {

namespace shape {
extern const Shape agent_session, job_configuration, inventory_taken, agent_enrolled, job_completion;
}

namespace agents {

struct MessageRequest {
  std::optional<std::string> message;
  std::string message_name;
  std::optional<Proof> proof;
  Common common;
};

/// Registers as document A has it, and, where that is signed and the agent is Approved, answers a token and its jobs:
/// those that are due with the Schedule "", which is at once, and the others with the time at which they are. An
/// earlier session of the agent ends. data: {Result, Session}
Outcome open_session(Session& session, const MessageRequest& request);
extern const Operation kSession;

/// {SessionToken, JobId}: the agent takes the job, whose lease is its session's, and is told what to do: an event tells
/// of it before, each time, and whether a private key goes with it. data: by the
/// job's type, with {AuditId, JobCancelled, Result}. Error{authentication "agent.session"}, {not_found "job.unknown"},
/// {conflict "job.state"}.
Outcome configure_job(Session& session, const MessageRequest& request);
extern const Operation kJobConfig;

/// {SessionToken, JobId, Inventory: []}: what the agent found in the store, all of it. It is kept by the completion.
/// data: {Result}. Error{input "agent.message"} where one of its certificates is none, or a name is two certificates':
/// then nothing of it is taken.
Outcome take_inventory(Session& session, const MessageRequest& request);
extern const Operation kInventory;

/// {SessionToken, JobId, CSRText, PresentKeyProof}: the agent has a new key for the entry that its job is about, and
/// the pipeline decides of it as rotate_key() has it, for whom that entry's certificate is; handlers see the agent as
/// verified.agent. PresentKeyProof is base64 of a signature over wire.h's possession_message() by the key that is to be
/// replaced. data: {Result, Certificate}; the certificate and its chain are the outcome's too. Error{input
/// "agent.message"} for another subject, {conflict "certstore.foreign"}, {authentication "agent.possession"} without
/// such a proof, unless the operator took the job's entry for granted (withoutProof).
Outcome enrol(Session& session, const MessageRequest& request);
extern const Operation kEnroll;

/// {SessionToken, JobId, Status, AuditId, Message, Log, Locations, Data}: how the job ended. Status 1 is that it goes
/// on: the lease is longer by then. An inventory that ends well with nothing taken is a Failure: it is never an empty
/// success; nor is a discovery without Locations, which is pkit's own member, or a fetch-logs without Log. data:
/// {Result, InventoryJob}. Error{conflict "job.lost"} where the agent does not hold it any more.
Outcome complete_job(Session& session, const MessageRequest& request);
extern const Operation kJobComplete;

}  // namespace agents

}  // namespace pkit
