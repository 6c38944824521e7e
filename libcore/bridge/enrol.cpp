// register --realm: a user of the dependent realm gets a certificate, by the one pipeline (D7 to D21).
#include <algorithm>

#include "bridge/inputs.h"
#include "bridge/realm_gateway.h"
#include "bridge/shapes.h"
#include "bridge/user_kind.h"
#include "bridge/visit.h"
#include "change/claim.h"
#include "decision/pipeline.h"
#include "digest/digest.h"
#include "view/resolve.h"
#include "view/views.h"

namespace pkit {

namespace {

using bridge::Enrolment;
using bridge::Valid;
using bridge::Visit;

constexpr Input kInputs[] = {
    kRealmInput,
    kUsernameInput,
    kPasswordInput,
    kIdentityInput,
    kDeviceInput,
    kAppInput,
    document<&EnrolRequest::csr, &EnrolRequest::csr_name>("csr", "FILE", "the certificate request; - is standard input")
        .needed(),
    input<&EnrolRequest::not_after>("not-after", "WHEN", "the end it asks for, a time or a duration"),
};
constexpr const char* kReply[] = {"state", "user", "certificate", "certificateBase64", "differences", "faults"};

bool is_granted(const Value& data) { return !data["certificate"].text_or("id").empty(); }

void hand_over(const ReadSession& session, Outcome& outcome, const store::Certificate& certificate, Time now) {
  outcome.data.set("state", "Issued");
  outcome.data.set("certificate",
                   certificate_view(certificate, principal_of(session, certificate.principal).name, now));
  outcome.data.set("certificateBase64", to_base64(certificate.der));
  hand_out(session, outcome, certificate);
}

/// By this very user, and not by one whose name differs in case.
bool is_held(const Caller& caller, const Intake& intake, const store::Certificate& certificate) {
  const std::string name = bridge::enrolment_in(intake.beside).user.user_name;
  return certificate.principal == caller.principal->id && user_of(*caller.part).row.user_name == name;
}

/// The same CSR again, for the same realm, device and application: its certificate.
std::optional<Outcome> answered_before(Session& session, const Intake& intake) {
  std::optional<store::Certificate> certificate;
  std::optional<store::UserCertificate> known;
  session.state.read([&](store::Read& read) {
    const Caller caller = authenticate(read, intake);
    if (!caller.principal || !caller.principal->enabled) return;
    certificate = store::certificates::find_by_csr(read, to_hex(intake.csr->key.key_id()), intake.csr->sha256);
    if (certificate && !is_held(caller, intake, *certificate)) certificate.reset();
    if (certificate) known = store::user_certificates::find(read, certificate->fingerprint);
  });
  if (!certificate || !known) return std::nullopt;
  const Enrolment asked = bridge::enrolment_in(intake.beside);
  if (known->realm != asked.realm || known->device_id != asked.device_id || known->app_id != asked.app_id)
    throw Error(Kind::conflict, "realm.asked",
                "the CSR has a certificate already, for another realm, device or application", "make a new CSR");
  const store::CertificateState state = store::state_of(*certificate, intake.now);
  if (state != store::CertificateState::valid || known->answer == bridge::valid_word(Valid::no))
    throw Error(Kind::conflict, "certificate.ended",
                std::string("the certificate of this CSR is ") +
                    (state == store::CertificateState::valid ? "not valid for its realm" : store::state_word(state)),
                "enrol again with a new CSR");
  Outcome outcome;
  hand_over(session, outcome, *certificate, intake.now);
  return outcome;
}

/// What is known of him before the pipeline begins.
Intake intake_of(const realm::Realm& realm, const EnrolRequest& request, const bridge::UserIdentity& user,
                 x509::Csr csr, Time now) {
  Intake intake;
  intake.kind = &user_kind();
  intake.door = &door::registering_user;
  intake.now = now;
  intake.client_machine = bridge::principal_name(realm.users, user.user_name);
  intake.claims = Value::map({{"deviceId", request.device_id}, {"appId", request.app_id}});
  intake.verified = Value::map({{"realm", realm.name}, {"userName", user.user_name}});
  intake.section = section_of_realm(realm.name);
  intake.granted_profile = section_of_realm(realm.name);
  intake.not_after = end_asked(request.not_after);
  require_end(intake.not_after);
  intake.csr = std::move(csr);
  return intake;
}

/// D7 to D19, in their order: what is refused earlier asks nobody later.
Valid judge_user(Visit& visit, const EnrolRequest& request, Enrolment& enrolment, Intake& intake) {
  const Valid valid = visit.may_enrol(request, enrolment.user);
  if (valid != Valid::yes) {
    intake.refused = {bridge::refused_user(valid)};
    return valid;
  }
  const bridge::Requirements required = visit.requirements(request, enrolment.user);
  enrolment.common_name = required.common_name;
  intake.granted_subject = required.subject;
  intake.refused = bridge::faults_against(required, *intake.csr);
  if (intake.refused.empty() && !visit.takes(*intake.csr)) intake.refused = {bridge::refused_csr()};
  return valid;
}

/// What a procedure could not answer refuses him as well, and is recorded as such. Where the state failed nothing is
/// decided.
void judge(Visit& visit, const EnrolRequest& request, const bridge::UserIdentity& user, Intake& intake) {
  Enrolment enrolment{visit.realm().name, visit.realm().users, user, request.device_id, request.app_id, ""};
  Value valid;
  try {
    valid = bridge::valid_word(judge_user(visit, request, enrolment, intake));
  } catch (const Error& error) {
    if (error.code().starts_with("store.")) throw;
    intake.refused = {{error.kind(), error.code(), "", error.what(), error.hint()}};
  }
  intake.beside = bridge::enrolment_value(enrolment);
  intake.told = Value::map({{"realm", enrolment.realm},
                            {"by", bridge::known_by(request)},
                            {"valid", valid},
                            {"calls", visit.calls().told()}});
}

const char* state_of(const Outcome& outcome) {
  if (!outcome.error) return "Issued";
  if (outcome.error->code() == "realm.dependent_only") return "DependentOnly";
  return outcome.error->code() == "realm.refused" ? "Refused" : "Failed";
}

/// Another may have asked for the same meanwhile: then its certificate is the answer, and no second one is made.
std::optional<Outcome> enrol_in_one_pass(Session& session, Grounds& grounds, const Intake& intake,
                                         const Common& common) {
  if (intake.refused.empty())
    if (std::optional<Outcome> before = answered_before(session, intake)) return before;
  const auto has_none = [&](const Caller& caller) {
    return !intake.refused.empty() ||
           std::none_of(caller.held.begin(), caller.held.end(), [&](const store::Certificate& held) {
             return equal(held.csr_sha256, intake.csr->sha256) && is_held(caller, intake, held);
           });
  };
  std::optional<Outcome> outcome = pass_once(session, grounds, intake, {.common = common, .holds = has_none});
  if (!outcome) return std::nullopt;
  if (outcome->data["dryRun"].is_null()) outcome->data.set("state", state_of(*outcome));
  if (!outcome->certificate.empty()) outcome->data.set("certificateBase64", to_base64(outcome->certificate));
  return outcome;
}

Outcome enrol_once(Session& session, const EnrolRequest& request, Time now) {
  if (!request.csr) throw Error(Kind::usage, "option.missing", "a user registers by a CSR", "--csr FILE");
  const auto grounds = std::make_shared<Grounds>(session);
  Visit visit(session, grounds->setup, request.realm, request.common);
  const bridge::UserIdentity user = visit.who(request, now);
  x509::Csr csr = admit_csr(session, *request.csr, request.csr_name, now, !request.common.dry_run);
  Intake intake = intake_of(visit.realm(), request, user, std::move(csr), now);
  intake.order_id = bridge::order_id(session, request.common.request_id, intake.csr->sha256);
  judge(visit, request, user, intake);
  return retried("this was decided", [&] { return enrol_in_one_pass(session, *grounds, intake, request.common); });
}

Outcome present_certificate(const ReadSession& session, const std::string& subject) {
  const Time now = operation_time(session, false);
  Outcome outcome;
  std::optional<store::Certificate> certificate;
  session.state.read([&](store::Read& read) { certificate = store::certificates::find(read, subject); });
  if (!certificate)
    throw Error(Kind::conflict, "registration.closed", "nothing came of this request", "use a new request id");
  hand_over(session, outcome, *certificate, now);
  return outcome;
}

}  // namespace

Outcome register_user(Session& session, const EnrolRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  return once(
      session, request.common, "register-realm", given(kInputs, &request),
      [&] { return enrol_once(session, request, now); },
      [&](const std::string& subject) { return present_certificate(session, subject); });
}

constinit const Operation kRegisterUser = operation<EnrolRequest, register_user>({
    .name = "register-realm",
    .inputs = kInputs,
    .data = &shape::user_registered,
    .reply = kReply,
    .granted = is_granted,
});

}  // namespace pkit
