#include "bridge/visit.h"

#include "change/refusal.h"
#include "identity/certificate_json.h"

namespace pkit::bridge {

namespace {

using realm::Procedure;

Value user_parameter(const EnrolRequest& request, const UserIdentity& user) {
  return Value::map({{"deviceId", request.device_id}, {"userIdentity", user.value()}, {"appId", request.app_id}});
}

/// Whoever may not use the home does not say who he is.
void require_operator(const ReadSession& session) {
  if (!session.gate_caller) return;
  throw Error(Kind::authentication, "realm.identity", "an identity is the operator's to say",
              "log in: --username and --password-file");
}

/// D27's object always has somebody; what is told of devices must fit what is kept.
void require_ids(const EnrolRequest& request) {
  for (const std::string* id : {&request.device_id, &request.app_id})
    if (id->size() > 256 || printable(*id) != *id)
      throw Error(Kind::usage, "realm.device", "a device or application id is at most 256 bytes that print");
}

}  // namespace

const realm::Realm& find_realm(const Setup& setup, const std::string& name) {
  const auto found = setup.realms.find(name);
  if (found != setup.realms.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [realm, row] : setup.realms) known.push_back(realm);
  throw Error(Kind::not_found, "realm.missing", "pkit.yaml has no realm '" + printable(name) + "'",
              known.empty() ? "realms: {NAME: {...}}" : config::hint_for(name, known));
}

Visit::Visit(Session& session, const Setup& setup, const std::string& realm, const Common& common)
    : session_(session),
      setup_(setup),
      realm_(find_realm(setup, realm)),
      calls_(realm_, setup.adapters, adapter::ask_programs(session.home.directory, session.world), common.request_id,
             common.dry_run) {}

UserIdentity Visit::who(const EnrolRequest& request, Time now) {
  require_ids(request);
  const bool by_login = !request.username.empty() && request.password;
  if (request.identity.has_value() == by_login || (request.identity && !request.username.empty()))
    throw Error(Kind::usage, "realm.who", "it is not said who asks",
                "--username and --password-file; an operator may say --identity FILE instead");
  if (request.identity) {
    require_operator(session_);
    return given_identity(*request.identity, request.identity_name.empty() ? "--identity" : request.identity_name);
  }
  try {
    return log_in(session_, source(), calls_, request.username, *request.password);
  } catch (const Error& error) {
    if (error.kind() == Kind::authentication && !request.common.dry_run)
      session_.database.write([&](store::Write& write) {
        tell_refusal(write, now, session_.actor, "user.refused", "",
                     Value::map({{"code", error.code()}, {"realm", realm_.name}}));
      });
    throw;
  }
}

Valid Visit::may_enrol(const EnrolRequest& request, const UserIdentity& user) {
  if (!calls_.has(Procedure::identity_validation)) return Valid::yes;
  std::string failure;
  const Valid valid =
      read_valid(calls_.call(Procedure::identity_validation, user_parameter(request, user)), true, failure);
  if (!failure.empty()) calls_.refuse(Procedure::identity_validation, failure);
  return valid;
}

Requirements Visit::requirements(const EnrolRequest& request, const UserIdentity& user) {
  Requirements required;
  if (calls_.has(Procedure::csr_requirements)) {
    const Value answer = calls_.call(Procedure::csr_requirements, user_parameter(request, user));
    try {
      required = read_requirements(answer, "");
    } catch (const Error& error) {
      calls_.refuse(Procedure::csr_requirements, error.what());
    }
  } else {
    required.common_name = user.user_name;
    if (!realm_.organization.empty()) required.subject = {{"O", realm_.organization}};
    required = read_requirements(requirements_value(required), "realm " + realm_.name);
  }
  if (!is_known(session_, source(), calls_, required.common_name, user))
    throw Error(
        Kind::denied, "realm.common_name", "the common name that is required is no user of " + source().name,
        source().call && !source().lookup ? "lookup: ADAPTER.PROCEDURE can tell that there is such a user" : "");
  return required;
}

bool Visit::takes(const x509::Csr& csr) {
  if (!calls_.has(Procedure::csr_validation)) return true;
  std::string failure;
  const Valid valid =
      read_valid(calls_.call(Procedure::csr_validation, Value::map({{"csr", to_base64(csr.der)}})), false, failure);
  if (!failure.empty()) calls_.refuse(Procedure::csr_validation, failure);
  return valid == Valid::yes;
}

bool Visit::believes(const x509::Certificate& certificate) {
  if (!calls_.has(Procedure::certificate_validation)) return true;
  std::string failure;
  const Valid valid = read_valid(
      calls_.call(Procedure::certificate_validation, identity::certificate_json(certificate)), false, failure);
  if (!failure.empty()) calls_.refuse(Procedure::certificate_validation, failure);
  return valid == Valid::yes;
}

Value Visit::identity_of(const x509::Certificate& certificate) {
  std::string failure;
  Value identity = read_identity(
      calls_.call(Procedure::identity_from_certificate, identity::certificate_json(certificate)), failure);
  if (!failure.empty()) calls_.refuse(Procedure::identity_from_certificate, failure);
  return identity;
}

Fault refused_user(Valid valid) {
  if (valid == Valid::dependent_only)
    return {Kind::dependent_only, "realm.dependent_only", "",
            "the user is logged in to the dependent realm, and may have no certificate", ""};
  return {Kind::denied, "realm.refused", "", "the user may not log in, and may have no certificate", ""};
}

Fault refused_csr() {
  return {Kind::denied, "realm.csr.refused", "", "the CSR does not meet the requirements of the realm's PKI",
          "make it of the requirements: pkit csr-requirements, pkit csr new"};
}

const char* known_by(const EnrolRequest& request) { return request.identity ? "identity" : "login"; }

}  // namespace pkit::bridge
