// What users of realms do (document D): ask what their CSR must contain, enrol, log in by their certificate.
#pragma once

#include <optional>
#include <string>

#include "decision/proof.h"
#include "home/operation.h"

namespace pkit {

struct EnrolRequest {
  std::string realm;
  std::string username;  // of the dependent realm
  std::optional<Secret> password;
  std::optional<std::string> identity;  // JSON, in place of a login: the operator's only
  std::string identity_name;
  std::string device_id, app_id;
  std::optional<std::string> csr;  // register alone
  std::string csr_name;
  std::string not_after;
  Common common;
};

/// D7 to D16. data: {state, requirements}; state is "RequirementsIssued", "DependentOnly" (then Error{dependent_only
/// "realm.dependent_only"}) or "Refused" ({denied "realm.refused"}).
/// Error{authentication "realm.login"}, {not_found "realm.missing"}, {config "realm.*"} where a procedure fails.
Outcome csr_requirements(Session& session, const EnrolRequest& request);
extern const Operation kCsrRequirements;

/// D7 to D21 by the one pipeline; it never waits. data: {state, user, certificate, certificateBase64, differences,
/// faults}; state is "Issued", or as above, or "Failed". The same CSR again for the same realm, device and application
/// answers the same certificate.
Outcome register_user(Session& session, const EnrolRequest& request);
extern const Operation kRegisterUser;

struct RealmLogin {
  std::string realm;
  std::optional<std::string> certificate;
  std::string certificate_name;
  std::optional<Proof> proof;
  Common common;
};
/// D22 to D29: possession, chain, time and revocation each time; what the certificate validation said at the first
/// receipt is kept until the realm is another (X13). data: {state, identity, certificate}; state is "Active", or
/// "ReEnrol" with Error{authentication "bridge.reenrol"} (D24). Each refusal has a code of its own (T-D21).
Outcome log_in_by_certificate(Session& session, const RealmLogin& request);
extern const Operation kRealmLogin;

}  // namespace pkit
