// One try of an agent to be registered: what it says of itself, the request that waits for its certificate, and how it
// is told. Nothing here changes who the agent is.
#pragma once

#include <string>

#include "home/bundle.h"
#include "pkit/agent/options.h"
#include "pkit/agent/registration.h"
#include "pkit/context.h"
#include "pkit/gate_command.h"

namespace pkit::app {

/// Nothing will come of that request: only another one, over another key, can be heard.
bool is_over(const Error& error);

class AgentAsking {
 public:
  AgentAsking(Context& context, const AgentOptions& o, const Agent& agent)
      : context_(context), o_(o), bundle_(absolute_path(o.directory) / "tls"), agent_(agent) {}

  AgentRegistration registration(const ClientParameters& given) const;
  /// The same with no request for a certificate, signed by the agent's key.
  Outcome come(const AgentRegistration& says) const;

  /// The key that waits, or a new one. One that a former name's request is over is given up: its certificate would not
  /// be this one's. Error{conflict "agent.waiting"} where the request that is given would not be sent.
  WaitingBundle open_waiting(const TakenIn& given, const AgentRegistration& says) const;
  /// An id stands for what was said with it. Where the agent says something else by now, it is asked first what became
  /// of what was sent, which may be a certificate that nobody else has; if that is open still, the same request is sent
  /// with what the agent says now, under an id of its own.
  Outcome tell_once(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& says) const;

 private:
  GateCommand command(bool is_signed, const AgentRegistration& says) const;
  WaitingKey new_key(const TakenIn& given, const AgentRegistration& says) const;
  WaitingBundle waiting_of_ours(const TakenIn& given, const AgentRegistration& says) const;
  AgentRegistration said_by(const WaitingBundle& waiting) const;
  void require_same_key(const TakenIn& given, const WaitingBundle& waiting) const;
  Outcome tell(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& says,
               const std::string& request_id) const;
  Outcome became_of(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& said) const;

  Context& context_;
  const AgentOptions& o_;
  const Path bundle_;
  const Agent& agent_;
};

}  // namespace pkit::app
