// Users of realms (document D), and what is kept of each of their certificates. Their attributes are nowhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

/// What a user adds to a principal.
struct RealmUser {
  std::string principal;  // "u-..."
  std::string source;     // its user source in pkit.yaml
  std::string user_name;  // as the source has it
  Time created = 0;
};
namespace realm_users {
void insert(Write&, const RealmUser&);
std::optional<RealmUser> find(Read&, const std::string& principal);
/// The ids of users that have no row here, as none should.
std::vector<std::string> lacking(Read&);
}  // namespace realm_users

struct UserCertificate {
  Bytes fingerprint;  // SHA-256 of the certificate
  std::string principal;
  std::string realm;
  std::string display_name, device_id, app_id;  // as they were when it was issued; may be empty
  std::string answer;                           // of the certificate validation: "YES", "NO"; empty: not asked yet
  std::string answered_by;                      // hex digest of the realm that answered
  Time answered_at = 0;
};
namespace user_certificates {
void insert(Write&, const UserCertificate&);
std::optional<UserCertificate> find(Read&, const Bytes& fingerprint);
/// Keeps an answer where the row still has the one that was read; false where it has not.
bool answer(Write&, const UserCertificate& read, const UserCertificate& answered);
}  // namespace user_certificates

}  // namespace pkit::store
