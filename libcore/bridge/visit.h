// One visit to a realm: the realm as pkit.yaml has it, the calls that are made, and who is there. Internal to bridge/.
#pragma once

#include <string>

#include "bridge/operations.h"
#include "bridge/requirements.h"
#include "bridge/users.h"
#include "setup/setup.h"

namespace pkit::bridge {

/// Error{not_found "realm.missing"}.
const realm::Realm& find_realm(const Setup& setup, const std::string& name);

/// Of an embedded bridge and of optional procedures that are not configured the defaults hold (X19).
class Visit {
 public:
  /// `setup` outlives it.
  Visit(Session& session, const Setup& setup, const std::string& realm, const Common& common);

  const realm::Realm& realm() const { return realm_; }
  Calls& calls() { return calls_; }

  /// By login, or as the operator says. A refusal leaves one small event. Error{usage "realm.login"} unless exactly one
  /// of the two is asked for.
  UserIdentity who(const EnrolRequest& request, Time now);
  /// D7: default YES.
  Valid may_enrol(const EnrolRequest& request, const UserIdentity& user);
  /// D12: default the user name. The common name must be known to the source: Error{denied "realm.common_name"} (D14).
  Requirements requirements(const EnrolRequest& request, const UserIdentity& user);
  /// D17: default YES.
  bool takes(const x509::Csr& csr);
  /// D22: default YES.
  bool believes(const x509::Certificate& certificate);
  /// D25: D27's object, where there is such a procedure.
  Value identity_of(const x509::Certificate& certificate);

 private:
  const realm::UserSource& source() const { return setup_.user_sources.at(realm_.users); }

  Session& session_;
  const Setup& setup_;
  const realm::Realm& realm_;
  Calls calls_;
};

/// "NO", "NO_USE_DEPENDENT_REALM_ONLY" as what the caller is told (D10, D11).
Fault refused_user(Valid valid);
/// D19.
Fault refused_csr();
/// "login" or "identity": how it is known who asks.
const char* known_by(const EnrolRequest& request);

}  // namespace pkit::bridge
