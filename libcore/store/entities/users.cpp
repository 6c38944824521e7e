#include "store/users.h"

#include "store/entities/columns.h"

namespace pkit::store {

namespace {

using UserRows =
    RowTable<RealmUser, "realm_users", Column<"principal", &RealmUser::principal>, Column<"source", &RealmUser::source>,
             Column<"user_name", &RealmUser::user_name>, Column<"created", &RealmUser::created>>;

using CertificateRows =
    RowTable<UserCertificate, "user_certificates", Column<"fingerprint", &UserCertificate::fingerprint>,
             Column<"principal", &UserCertificate::principal>, Column<"realm", &UserCertificate::realm>,
             Column<"display_name", &UserCertificate::display_name>, Column<"device_id", &UserCertificate::device_id>,
             Column<"app_id", &UserCertificate::app_id>, Column<"answer", &UserCertificate::answer>,
             Column<"answered_by", &UserCertificate::answered_by>,
             Column<"answered_at", &UserCertificate::answered_at>>;

const char* const kInsertUser = UserRows::insert<>;
const char* const kFindUser = UserRows::select<" WHERE principal = $principal">;
const char* const kLackingUsers =
    "SELECT p.id FROM principals p LEFT JOIN realm_users u ON u.principal = p.id"
    " WHERE p.kind = 'user' AND u.principal IS NULL ORDER BY p.id";

const char* const kInsertUserCertificate = CertificateRows::insert<>;
const char* const kFindUserCertificate = CertificateRows::select<" WHERE fingerprint = $fingerprint">;
const char* const kAnswer =
    "UPDATE user_certificates SET answer = $answer, answered_by = $answered_by, answered_at = $answered_at"
    " WHERE fingerprint = $fingerprint AND answer = $was AND answered_by = $was_by";

}  // namespace

namespace realm_users {

void insert(Write& write, const RealmUser& user) { write.execute(kInsertUser, UserRows::params(user)); }

std::optional<RealmUser> find(Read& read, const std::string& principal) {
  return first(read, kFindUser, {{"$principal", principal}}, UserRows::from);
}

std::vector<std::string> lacking(Read& read) {
  return all_of(read, kLackingUsers, {}, [](const Row& row) { return row.text(0); });
}

}  // namespace realm_users

namespace user_certificates {

void insert(Write& write, const UserCertificate& c) {
  write.execute(kInsertUserCertificate, CertificateRows::params(c));
}

std::optional<UserCertificate> find(Read& read, const Bytes& fingerprint) {
  return first(read, kFindUserCertificate, {{"$fingerprint", fingerprint}}, CertificateRows::from);
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
