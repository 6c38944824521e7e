// approve: the operator's yes, judged by every handler that would judge the registration.
#include <algorithm>

#include "base/address.h"
#include "base/json.h"
#include "change/claim.h"
#include "decision/pipeline.h"
#include "decision/registration_state.h"
#include "decision/told.h"
#include "fleet/batch_items.h"
#include "fleet/operations.h"
#include "fleet/orchestrator.h"
#include "pattern/pattern.h"
#include "view/resolve.h"
#include "view/shapes.h"
#include "view/views.h"

namespace pkit {

namespace {

using State = store::RegistrationState;

constexpr Input kApproveInputs[] = {
    input<&ApproveRequest::id>("id", "ID", "a registration or an orchestrator")
        .argument()
        .needed()
        .completes(Completion::waiting),
    input<&ApproveRequest::expect_digest>("expect-digest", "DIGEST",
                                          "refuse unless `pkit show ID` would print this digest"),
    input<&ApproveRequest::no_issue>("no-issue", "", "leave the certificate to pkit issue ID"),
    input<&ApproveRequest::profile>("profile", "NAME", "issue by this profile, whatever was asked for")
        .completes(Completion::profile),
    input<&ApproveRequest::not_after>("not-after", "TIME", "its end: a time, or a duration from now"),
    input<&ApproveRequest::sans>("san", "TYPE:NAME", "a name to be signed too, if profile and chain grant it"),
    input<&ApproveRequest::override_deny>("override-deny", "REASON", "approve although a handler denies"),
};

constexpr int kAttempts = 50;
constexpr TreeLimits kTraceLimits{.bytes = 16 << 20, .depth = 64, .nodes = 1'000'000};

/// Was it ever let in? What was denied beside that is another's, and only its own id approves it.
bool never_approved(store::Read& read, const store::Principal& principal) {
  const auto orchestrator = store::orchestrators::find(read, principal.id);
  return !orchestrator || orchestrator->approved_by.empty();
}

/// What of an orchestrator is to be approved: its one waiting registration, else the refused one of a New one, which is
/// judged again, else the denied one by which it became Disapproved, else itself (X2).
std::optional<store::Registration> waiting_of(Session& session, const store::Principal& principal) {
  std::vector<store::Registration> candidates;
  session.state.read([&](store::Read& read) {
    candidates = store::registrations::of_principal(read, principal.id, State::waiting);
    if (candidates.empty() && principal.state == kNew)
      candidates = store::registrations::of_principal(read, principal.id, State::refused);
    if (candidates.empty() && principal.state == kDisapproved && never_approved(read, principal))
      candidates = store::registrations::of_principal(read, principal.id, State::denied);
  });
  if (candidates.empty()) return std::nullopt;
  if (candidates.size() == 1) return candidates.front();
  std::vector<Fault> list;
  for (const store::Registration& r : candidates)
    list.push_back({Kind::conflict, "show.candidate", r.id,
                    std::string(store::state_word(r.state)) + " since " + print_time(r.created), ""});
  throw Error(Kind::conflict, "approve.several",
              principal.name + " has " + std::to_string(candidates.size()) + " registrations to decide on",
              "approve one of them by its own id", std::move(list));
}

/// An orchestrator without anything that waits, judged by what it said of itself last.
Intake take_principal(Session& session, const store::Principal& principal, Time now) {
  if (principal.state == kApproved)
    throw Error(Kind::conflict, "approve.nothing", principal.name + " is Approved, and nothing of it waits");
  store::Registration nothing;
  nothing.principal = principal.id;
  session.state.read([&](store::Read& read) {
    if (const auto orchestrator = store::orchestrators::find(read, principal.id))
      nothing.request =
          orchestrator_claims(orchestrator->capabilities, orchestrator->platform, orchestrator->agent_version);
  });
  return take_stored(orchestrator_kind(), nothing, principal.name, door::approving, now);
}

/// What the operator says of the certificate goes before what the client asked for.
void choose(const ApproveRequest& request, Intake& intake) {
  if (!request.profile.empty()) intake.profile = intake.granted_profile = request.profile;
  if (!request.not_after.empty()) {
    require_end(request.not_after);
    intake.not_after = request.not_after;
    intake.end_is_told = true;
  }
  for (const std::string& text : request.sans) intake.sans.push_back(x509::parse_san(text));
}

Intake take_approval(Session& session, const ApproveRequest& request, Time now) {
  const Found found = find_decidable(session, request.id);
  std::optional<store::Registration> registration;
  store::Principal principal;
  if (!found.registrations.empty()) {
    registration = found.registrations.front();
    principal = principal_of(session, registration->principal);
  } else {
    principal = found.principals.front();
    registration = waiting_of(session, principal);
  }
  if (registration) require_as_told(session, *registration);
  Intake intake = registration ? take_stored(orchestrator_kind(), *registration, principal.name, door::approving, now)
                               : take_principal(session, principal, now);
  intake.override_deny = request.override_deny;
  intake.no_issue = request.no_issue;
  choose(request, intake);
  return intake;
}

/// The essence of the attempt whose digest this was; null where no attempt had it.
Value essence_of_digest(Session& session, store::Registration registration, const std::string& name,
                        const std::string& digest) {
  std::vector<store::Attempt> attempts;
  session.state.read([&](store::Read& read) { attempts = store::attempts::of(read, registration.id, "", kAttempts); });
  for (const store::Attempt& attempt : attempts) {
    if (attempt.trace.canonical.empty()) continue;
    const Value trace = parse_json(attempt.trace.canonical, "trace of " + attempt.subject, kTraceLimits);
    const Value& claimed = trace["parameter"]["claimed"];
    if (!claimed.is_map()) continue;
    registration.profile = claimed.text_or("profile");
    registration.client_parameters = claimed["ClientParameters"];
    if (registration_digest(registration, name) == digest) return registration_essence(registration, name);
  }
  return {};
}

std::vector<Fault> changes_since(Session& session, const store::Registration& registration, const std::string& name,
                                 const std::string& digest) {
  const auto text = [](const Value& value) { return value.is_text() ? value.as_text() : to_json(value); };
  const Value then = essence_of_digest(session, registration, name, digest);
  const Value now = registration_essence(registration, name);
  std::vector<Fault> changes;
  for (const auto& [key, value] : now.members()) {
    if (then.is_map() && then[key] == value) continue;
    const std::string was = then.is_map() ? "was " + text(then[key]) + ", " : "";
    changes.push_back({Kind::conflict, "approve.digest", key, was + "is now " + text(value), ""});
  }
  return changes;
}

/// The operator approves what was shown, and nothing that was changed since.
void require_digest(Session& session, const std::string& expected, const Caller& caller) {
  if (expected.empty()) return;
  const std::string& name = caller.principal->name;
  if (!caller.registration) throw Error(Kind::conflict, "approve.digest", name + " has no registration with a digest");
  const std::string digest = registration_digest(*caller.registration, name);
  if (equal_constant_time(as_bytes(digest), as_bytes(lower(expected)))) return;
  throw Error(Kind::conflict, "approve.digest",
              caller.registration->id + " is not what was expected: its digest is " + digest,
              "look at it again: pkit show " + caller.registration->id,
              changes_since(session, *caller.registration, name, lower(expected)));
}

Outcome orchestrator_state(Session& session, const std::string& id) {
  const store::Principal principal = principal_of(session, id);
  Outcome outcome;
  session.state.read([&](store::Read& read) {
    if (const auto orchestrator = store::orchestrators::find(read, id))
      outcome.data.set("orchestrator", orchestrator_view(principal, *orchestrator));
  });
  if (principal.state != kApproved)
    outcome.error = Error(Kind::denied, "orchestrator.disapproved", principal.name + " is " + principal.state,
                          "pkit approve " + id + ", with a new request id");
  return outcome;
}

void require_alone(const Caller& caller) {
  if (caller.open.empty()) return;
  throw Error(Kind::conflict, "approve.several",
              caller.principal->name + " has " + std::to_string(caller.open.size() + 1) + " registrations to decide on",
              "approve one of them by its own id");
}

}  // namespace

std::vector<std::string> waiting_registrations(Session& session, const std::vector<std::string>& globs) {
  std::vector<pattern::Glob> wanted;
  for (const std::string& glob : globs) wanted.emplace_back(machine_key(glob));
  store::ListFilter filter;
  filter.state = store::state_word(State::waiting);
  if (!wanted.empty())
    filter.name_matches = [&](const std::string& name) {
      return std::any_of(wanted.begin(), wanted.end(),
                         [&](const auto& glob) { return glob.matches(machine_key(name)); });
    };
  std::vector<std::string> ids;
  session.state.read([&](store::Read& read) {
    store::registrations::each(read, filter,
                               [&](const store::registrations::Listed& one) { ids.push_back(one.registration.id); });
  });
  return ids;
}

BatchItem approval_item(const std::string& id, const ApproveRequest& defaults) {
  BatchItem item;
  item.name = id;
  item.guard = require_alone;
  item.take = [id, &defaults](Session& session, Time now) {
    ApproveRequest request = defaults;
    request.id = id;
    Intake intake = take_approval(session, request, now);
    intake.once = true;
    return intake;
  };
  return item;
}

Outcome approve(Session& session, const ApproveRequest& request) {
  const auto first = [&] {
    const Time now = operation_time(session, !request.common.dry_run);
    Pass pass{request.common};
    pass.guard = [&](const Caller& caller) { require_digest(session, request.expect_digest, caller); };
    return run_pipeline(
        session, [&] { return take_approval(session, request, now); }, pass);
  };
  return once(session, request.common, "approve", given(kApproveInputs, &request), first,
              [&](const std::string& subject) {
                if (subject.rfind("o-", 0) == 0) return orchestrator_state(session, subject);
                Outcome outcome = registration_state(session, orchestrator_kind(), subject);
                const bool left_for_later = request.no_issue && outcome.registration == State::approved;
                if (left_for_later) outcome.error.reset();
                return outcome;
              });
}

constinit const Operation kApprove = operation<ApproveRequest, approve>({
    .name = "approve",
    .inputs = kApproveInputs,
    .data = &shape::decision,
});

}  // namespace pkit
