// register: an orchestrator asks to be let in (document A).
#include "change/claim.h"
#include "decision/pipeline.h"
#include "decision/registration_state.h"
#include "digest/digest.h"
#include "fleet/operations.h"
#include "fleet/orchestrator.h"
#include "fleet/requests.h"
#include "view/views.h"

namespace pkit {

namespace {

Value inputs_of(const RegisterRequest& request) {
  Value parameters = Value::map();
  for (const auto& [key, value] : request.parameters) parameters.set(key, value);
  return Value::map({{"clientMachine", request.client_machine},
                     {"capabilities", Value::list(request.capabilities)},
                     {"platform", request.platform},
                     {"version", request.version},
                     {"parameters", std::move(parameters)},
                     {"csr", request.csr ? Value(digest::sha256_hex(*request.csr)) : Value()},
                     {"profile", request.profile},
                     {"notAfter", request.not_after}});
}

/// Differs after any commit of another process, and costs no look at a table.
std::int64_t commits_seen(Session& session) {
  std::int64_t counter = 0;
  session.state.read([&](store::Read& read) { counter = store::change_counter(read); });
  return counter;
}

}  // namespace

Outcome register_orchestrator(Session& session, const RegisterRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  Bytes proven_by;
  if (request.proof)
    proven_by = accept_proof(session, *request.proof, request.client_machine, now, request.common.dry_run);
  const auto first = [&] {
    const Intake intake = take_registration(session, request, now, proven_by);
    return run_pipeline(session, intake, {request.common});
  };
  return once(session, request.common, "register", inputs_of(request), first,
              [&](const std::string& subject) { return registration_state(session, orchestrator_kind(), subject); });
}

Outcome wait_for_registration(Session& session, const std::string& registration, Duration limit) {
  constexpr Duration kPause = 100;
  const Duration until = session.world.steady() + limit;
  std::int64_t seen = commits_seen(session);
  Outcome outcome = registration_state(session, orchestrator_kind(), registration);
  while (outcome.error && outcome.error->kind() == Kind::pending && session.world.steady() < until) {
    session.world.sleep(kPause);
    const std::int64_t now_seen = commits_seen(session);
    if (now_seen == seen) continue;
    seen = now_seen;
    outcome = registration_state(session, orchestrator_kind(), registration);
  }
  return outcome;
}

}  // namespace pkit
