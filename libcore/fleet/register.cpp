// register: an orchestrator asks to be let in (document A).
#include "base/address.h"
#include "change/claim.h"
#include "decision/pipeline.h"
#include "decision/registration_state.h"
#include "fleet/operations.h"
#include "fleet/orchestrator.h"
#include "fleet/requests.h"
#include "view/shapes.h"
#include "view/views.h"

namespace pkit {

namespace {

constexpr Shape kMachineShape = {
    .type = Shape::Type::text, .called = "a client machine's name", .pattern = "^[A-Za-z0-9._:-]{1,253}$"};
constexpr Shape kCapabilitiesShape = {
    .type = Shape::Type::list, .called = "a list of texts", .most = 256, .each = &FieldType::word};
constexpr Shape kPairShape = {.type = Shape::Type::text, .called = "KEY=VALUE", .pattern = "^[^=]+="};
constexpr Shape kPairsShape = {.type = Shape::Type::list, .called = "a list of texts", .most = 64, .each = &kPairShape};

using Batch = Input::Batch;

constexpr Input kRegisterInputs[] = {
    input<&RegisterRequest::client_machine>("client-machine", "NAME", "the name it registers as")
        .shaped(kMachineShape)
        .needed()
        .in_batch(Batch::per_item),
    input<&RegisterRequest::capabilities>("capability", "C", "what it can do")
        .shaped(kCapabilitiesShape)
        .in_batch(Batch::per_item),
    input<&RegisterRequest::platform>("platform", "P", "its platform").or_empty().in_batch(Batch::per_item),
    input<&RegisterRequest::version>("version", "V", "its version").or_empty().in_batch(Batch::per_item),
    input<&RegisterRequest::parameters>("param", "KEY=VALUE", "a client parameter, for the handlers")
        .shaped(kPairsShape)
        .in_batch(Batch::per_item),
    document<&RegisterRequest::csr, &RegisterRequest::csr_name>("csr", "FILE",
                                                                "the certificate request; - is standard input")
        .in_batch(Batch::per_item),
    input<&RegisterRequest::profile>("profile", "PROFILE", "the profile it asks for")
        .shaped(FieldType::word)
        .completes(Completion::profile)
        .in_batch(Batch::either),
    input<&RegisterRequest::not_after>("not-after", "WHEN", "the end it asks for, a time or a duration")
        .shaped(FieldType::word)
        .in_batch(Batch::either),
};

/// What is stored of a name is not for everybody who can spell it.
constexpr const char* kRegisterReply[] = {
    "registration.id",
    "registration.state",
    "registration.ClientMachine",
    "registration.profile",
    "registration.notAfter",
    "registration.csrSha256",
    "registration.reason",
    "registration.created",
    "registration.updated",
    "registration.certificate",
    "orchestrator.id",
    "orchestrator.AgentId",
    "orchestrator.ClientMachine",
    "orchestrator.Status",
    "orchestrator.ClientID",
    "orchestrator.AuthCertificateReenrollment",
    "certificate",
    "ClientParameters",
    "differences",
    "faults",
};

bool is_approval(const Value& data) {
  return !data["registration"].text_or("id").empty() && data["orchestrator"].text_or("Status") == "Approved";
}

/// An AgentId that is somebody else's is a mistake, or worse; one that nobody has is a former one's, as of an
/// orchestrator that was deleted.
void require_own_agent_id(Session& session, const RegisterRequest& request) {
  if (request.agent_id.empty()) return;
  std::optional<store::Orchestrator> owner;
  std::optional<store::Principal> called;
  session.state.read([&](store::Read& read) {
    owner = store::orchestrators::find_by_agent(read, request.agent_id);
    called = store::find_called(read, machine_key(request.client_machine));
  });
  if (owner && (!called || called->id != owner->principal))
    throw Error(Kind::conflict, "register.agentid",
                "the AgentId " + printable(request.agent_id) + " is not that of " + printable(request.client_machine),
                "an agent under a new name sends an empty AgentId");
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
    require_own_agent_id(session, request);
    return run_pipeline(session, intake, {request.common});
  };
  return once(session, request.common, "register", given(kRegisterInputs, &request), first,
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

constinit const Operation kRegister = operation<RegisterRequest, register_orchestrator>({
    .name = "register",
    .inputs = kRegisterInputs,
    .data = &shape::batch_decision,
    .reply = kRegisterReply,
    .granted = is_approval,
    .wait = wait_for_registration,
});

}  // namespace pkit
