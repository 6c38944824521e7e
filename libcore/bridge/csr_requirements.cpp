// csr-requirements: what a user's CSR must contain, once it is known that he may have a certificate (D7 to D16).
#include "bridge/inputs.h"
#include "bridge/shapes.h"
#include "bridge/visit.h"
#include "decision/grounds.h"
#include "store/events.h"

namespace pkit {

namespace {

constexpr Input kInputs[] = {kRealmInput, kUsernameInput, kPasswordInput, kIdentityInput, kDeviceInput, kAppInput};
constexpr const char* kReply[] = {"state", "requirements"};

/// Of whom, how he is known and what came of it; nothing of his attributes.
void tell(Session& session, const EnrolRequest& request, const bridge::UserIdentity& user, const std::string& state,
          Time now) {
  const Value data = Value::map({{"realm", request.realm},
                                 {"userName", user.user_name},
                                 {"by", bridge::known_by(request)},
                                 {"state", state},
                                 {"deviceId", request.device_id},
                                 {"appId", request.app_id}});
  session.database.write(
      [&](store::Write& write) { store::events::append(write, now, session.actor, "user.requirements", "", data); });
}

}  // namespace

Outcome csr_requirements(Session& session, const EnrolRequest& request) {
  const Time now = operation_time(session, true);
  const Setup setup = load_setup(session.home, session.database);
  bridge::Visit visit(session, setup, request.realm, request.common);
  const bridge::UserIdentity user = visit.who(request, now);
  const bridge::Valid valid = visit.may_enrol(request, user);
  Outcome outcome;
  std::string state = "RequirementsIssued";
  if (valid == bridge::Valid::yes) {
    outcome.data.set("state", state);
    outcome.data.set("requirements", bridge::requirements_value(visit.requirements(request, user)));
  } else {
    state = valid == bridge::Valid::no ? "Refused" : "DependentOnly";
    outcome.data.set("state", state);
    const Fault refused = bridge::refused_user(valid);
    outcome.error = Error(refused.kind, refused.code, refused.what, refused.hint);
  }
  tell(session, request, user, state, now);
  return outcome;
}

constinit const Operation kCsrRequirements = operation<EnrolRequest, csr_requirements>({
    .name = "csr-requirements",
    .inputs = kInputs,
    .data = &shape::csr_requirements,
    .reply = kReply,
});

}  // namespace pkit
