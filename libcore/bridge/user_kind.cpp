#include "bridge/user_kind.h"

#include "bridge/realm_gateway.h"
#include "decision/name_holder.h"
#include "decision/plan.h"
#include "digest/digest.h"
#include "store/certificates.h"

namespace pkit {

namespace bridge {

Value Enrolment::identity_parameter() const {
  return Value::map({{"deviceId", device_id}, {"userIdentity", user.value()}, {"appId", app_id}});
}

Value Enrolment::generation_parameter(BytesView csr) const {
  return Value::map(
      {{"deviceId", device_id}, {"csr", to_base64(csr)}, {"userIdentity", user.value()}, {"appId", app_id}});
}

Value enrolment_value(const Enrolment& e) {
  return Value::map({{"realm", e.realm},
                     {"source", e.source},
                     {"user", e.user.value()},
                     {"deviceId", e.device_id},
                     {"appId", e.app_id},
                     {"commonName", e.common_name}});
}

Enrolment enrolment_in(const Value& beside) {
  const Value& user = beside["user"];
  return {beside.text_or("realm"),
          beside.text_or("source"),
          {user.text_or("userName"), user.text_or("displayName"), user["attributes"]},
          beside.text_or("deviceId"),
          beside.text_or("appId"),
          beside.text_or("commonName")};
}

std::string principal_name(const std::string& source, const std::string& user_name) { return source + "/" + user_name; }

}  // namespace bridge

namespace {

constexpr const char* kStates[] = {kEnrolled};

constexpr const char* kAnew = "a user enrols anew: pkit register --realm";
constexpr Admission kAdmissions[] = {
    {"", &door::registering_user, true},
    {kEnrolled, &door::registering_user, true},  // T-D22, D24
    // What a realm decides on an enrolment it would not be asked there.
    {kEnrolled, &door::renewing, false, Kind::denied, "realm.enrol", "is a realm's user and renews nothing", kAnew},
    {kEnrolled, &door::rotating, false, Kind::denied, "realm.enrol", "is a realm's user and rotates no key", kAnew},
    {kEnrolled, &door::authenticating, false, Kind::denied, "realm.enrol", "is a realm's user",
     "its realm knows it: pkit authenticate --realm"},
    {kEnrolled, &door::issuing, true},  // its certificate is shown and handed out; none is made for it
};

constexpr Situation kAlways{"", [](const Run&) { return true; }};
constexpr Consequence kConsequences[] = {
    {&door::registering_user, nullptr, Conclusion::issued, kAlways, kEnrolled, std::nullopt, std::nullopt},  // D20
};

KindPartPtr read_user(store::Read& read, const std::string& principal) {
  std::optional<store::RealmUser> row = store::realm_users::find(read, principal);
  if (!row) return nullptr;
  auto part = std::make_shared<UserPart>();
  part->row = std::move(*row);
  return part;
}

Caller authenticate_user(store::Read& read, const Intake& intake) {
  Caller caller;
  caller.kind = &user_kind();
  caller.principal = intake.principal.empty() ? store::principals::find_by_name(read, kUserKind, intake.name_key())
                                              : store::principals::find(read, intake.principal);
  const std::string id = caller.principal ? caller.principal->id : "";
  auto part = std::make_shared<UserPart>();
  if (caller.principal)
    if (const auto row = store::realm_users::find(read, id)) part->row = *row;
  if (intake.csr) {
    caller.other_holder = store::certificates::other_holder(read, to_hex(intake.csr->key.key_id()), id);
    caller.name_holder = holder_of_name(read, intake.csr->subject, id);
  }
  caller.part = std::move(part);
  if (caller.principal) caller.held = store::certificates::valid_of_principal(read, id, intake.now);
  return caller;
}

/// The common name that the realm requires is what profiles call the client machine; a host it never is.
policy::PrincipalFields user_fields(const Intake& intake, const Caller&) {
  return {{"ClientMachine", bridge::enrolment_in(intake.beside).common_name}};
}

std::vector<Fault> check_user(const Intake& intake, const Caller& caller) {
  const auto fault = [](Kind kind, const char* code, std::string what, std::string hint) {
    return std::vector<Fault>{{kind, code, "", std::move(what), std::move(hint)}};
  };
  if (caller.principal && !caller.principal->enabled)
    return fault(Kind::authentication, "account.disabled", "the user is disabled", "ask an operator");
  if (!intake.csr) return {};
  const UserPart& part = user_of(*caller.part);
  if (caller.principal && part.row.user_name != bridge::enrolment_in(intake.beside).user.user_name)
    return fault(Kind::conflict, "realm.user", "another user, whose name differs in case alone, has certificates",
                 "user names of a source differ in more, and its procedure answers one spelling of each");
  if (!caller.name_holder.empty())
    return fault(Kind::conflict, "csr.subject.duplicate", "the subject belongs to " + caller.name_holder + " already",
                 "an operator sees to it that names are one's own");
  if (caller.other_holder)
    return fault(Kind::conflict, "csr.key.duplicate", "the key belongs to another's certificate", "make a new key");
  return {};
}

Bytes fingerprint_of(const x509::Certificate& certificate) {
  const digest::Digest digest = digest::sha256(certificate.der);
  return {digest.begin(), digest.end()};
}

KindPartPtr next_user(const ReadSession&, const Run& run, const store::Principal& next) {
  const bridge::Enrolment by = bridge::enrolment_in(run.intake.beside);
  auto part = std::make_shared<UserPart>(user_of(*run.caller.part));
  if (part->row.principal.empty()) part->row = {next.id, by.source, by.user.user_name, run.intake.now};
  if (run.signing && run.signing->leaf) {
    part->issued.emplace();
    part->issued->fingerprint = fingerprint_of(*run.signing->leaf);
    part->issued->principal = next.id;
    part->issued->realm = by.realm;
    part->issued->display_name = by.user.display_name;
    part->issued->device_id = by.device_id;
    part->issued->app_id = by.app_id;
  }
  return part;
}

void bind_user(store::Write& write, const KindPart& part, bool is_new) {
  const UserPart& user = user_of(part);
  if (is_new) store::realm_users::insert(write, user.row);
  if (user.issued) store::user_certificates::insert(write, *user.issued);
}

/// {id, source, userName}
Value view_user(const store::Principal& principal, const KindPart& part) {
  const store::RealmUser& row = user_of(part).row;
  return Value::map({{"id", principal.id}, {"source", row.source}, {"userName", row.user_name}});
}

std::vector<std::string> lacking(store::Read& read) { return store::realm_users::lacking(read); }

}  // namespace

const UserPart& user_of(const KindPart& part) { return static_cast<const UserPart&>(part); }

const PrincipalKind& user_kind() {
  static const PrincipalKind kind{.name = kUserKind,
                                  .id_letter = 'u',
                                  .states = kStates,
                                  .admissions = kAdmissions,
                                  .consequences = kConsequences,
                                  .authenticate = authenticate_user,
                                  .requirements = user_fields,
                                  .extra_checks = check_user,
                                  .next_part = next_user,
                                  .read_part = read_user,
                                  .bind = bind_user,
                                  .claims = [](const KindPart&) { return Value::map(); },
                                  .view = view_user,
                                  .lacking = lacking,
                                  .recoverable = false,
                                  .names_host = false,
                                  .gateway = bridge::gateway_of,
                                  .effects = no_name_of_a_ca};
  return kind;
}

}  // namespace pkit
