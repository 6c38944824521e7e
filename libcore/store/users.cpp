#include "store/users.h"

#include "store/query.h"

namespace pkit::store {

namespace {

const char* const kInsertUser =
    "INSERT INTO realm_users (principal, source, user_name, created)"
    " VALUES ($principal, $source, $user_name, $created)";
const char* const kFindUser =
    "SELECT principal, source, user_name, created FROM realm_users WHERE principal = $principal";
const char* const kLackingUsers =
    "SELECT p.id FROM principals p LEFT JOIN realm_users u ON u.principal = p.id"
    " WHERE p.kind = 'user' AND u.principal IS NULL ORDER BY p.id";

const char* const kInsertUserCertificate =
    "INSERT INTO user_certificates (fingerprint, principal, realm, display_name, device_id, app_id, answer,"
    " answered_by, answered_at) VALUES ($fingerprint, $principal, $realm, $display_name, $device_id, $app_id,"
    " $answer, $answered_by, $answered_at)";
const char* const kFindUserCertificate =
    "SELECT fingerprint, principal, realm, display_name, device_id, app_id, answer, answered_by, answered_at"
    " FROM user_certificates WHERE fingerprint = $fingerprint";
const char* const kAnswer =
    "UPDATE user_certificates SET answer = $answer, answered_by = $answered_by, answered_at = $answered_at"
    " WHERE fingerprint = $fingerprint AND answer = $was AND answered_by = $was_by";

RealmUser user_from(const Row& row) {
  return {.principal = row.text(0), .source = row.text(1), .user_name = row.text(2), .created = row.integer(3)};
}

UserCertificate user_certificate_from(const Row& row) {
  return {.fingerprint = row.blob(0),
          .principal = row.text(1),
          .realm = row.text(2),
          .display_name = row.text(3),
          .device_id = row.text(4),
          .app_id = row.text(5),
          .answer = row.text(6),
          .answered_by = row.text(7),
          .answered_at = row.integer(8)};
}

}  // namespace

namespace realm_users {

void insert(Write& write, const RealmUser& user) {
  write.execute(kInsertUser, {{"$principal", user.principal},
                              {"$source", user.source},
                              {"$user_name", user.user_name},
                              {"$created", user.created}});
}

std::optional<RealmUser> find(Read& read, const std::string& principal) {
  return first(read, kFindUser, {{"$principal", principal}}, user_from);
}

std::vector<std::string> lacking(Read& read) {
  return all_of(read, kLackingUsers, {}, [](const Row& row) { return row.text(0); });
}

}  // namespace realm_users

namespace user_certificates {

void insert(Write& write, const UserCertificate& c) {
  write.execute(kInsertUserCertificate, {{"$fingerprint", c.fingerprint},
                                         {"$principal", c.principal},
                                         {"$realm", c.realm},
                                         {"$display_name", c.display_name},
                                         {"$device_id", c.device_id},
                                         {"$app_id", c.app_id},
                                         {"$answer", c.answer},
                                         {"$answered_by", c.answered_by},
                                         {"$answered_at", c.answered_at}});
}

std::optional<UserCertificate> find(Read& read, const Bytes& fingerprint) {
  return first(read, kFindUserCertificate, {{"$fingerprint", fingerprint}}, user_certificate_from);
}

bool answer(Write& write, const UserCertificate& read, const UserCertificate& answered) {
  return write.execute(kAnswer, {{"$fingerprint", read.fingerprint},
                                 {"$was", read.answer},
                                 {"$was_by", read.answered_by},
                                 {"$answer", answered.answer},
                                 {"$answered_by", answered.answered_by},
                                 {"$answered_at", answered.answered_at}}) == 1;
}

}  // namespace user_certificates

}  // namespace pkit::store
