// The realm user's row among the kinds of principals (document D).
#pragma once

#include "bridge/answers.h"
#include "decision/caller.h"
#include "store/users.h"

namespace pkit {

namespace door {
/// A user enrols as often as it has devices and applications. Its realm's section of pkit.yaml judges it, no
/// registration is kept, and it never waits.
inline constexpr Door registering_user{"register --realm", "register", Door::Deferred::by_default, false, false, false,
                                       "user.certified",   "realms"};
}  // namespace door

namespace bridge {

/// What goes along with an Intake of a user, and is kept no longer than that. Attributes are in here and nowhere else.
struct Enrolment {
  std::string realm, source;
  UserIdentity user;
  std::string device_id, app_id;
  std::string common_name;  // the required one

  /// D8's object: {deviceId, userIdentity, appId}.
  Value identity_parameter() const;
  /// D21's: {deviceId, csr, userIdentity, appId}.
  Value generation_parameter(BytesView csr) const;
};
Value enrolment_value(const Enrolment& enrolment);
Enrolment enrolment_in(const Value& beside);

/// "staff/user@ibm.com": the principal's name. A user is the same in every realm of its source.
std::string principal_name(const std::string& source, const std::string& user_name);

}  // namespace bridge

struct UserPart : KindPart {
  store::RealmUser row;
  std::optional<store::UserCertificate> issued;  // by this decision
};
const UserPart& user_of(const KindPart& part);

inline constexpr const char *kUserKind = "user", *kEnrolled = "Enrolled";
const PrincipalKind& user_kind();

}  // namespace pkit
