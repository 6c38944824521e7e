#include "store/renewals.h"

#include "base/error.h"
#include "store/entities/certificate_row.h"
#include "store/entities/query.h"

namespace pkit::store {

namespace {

const char* const kInsert = "INSERT INTO renewals (certificate, replaces) VALUES ($certificate, $replaces)";
const char* const kSuccessor =
    certificates::Rows::select_as<"c.",
                                  " FROM renewals n JOIN certificates c ON c.id = n.certificate"
                                  " WHERE n.replaces = $replaces ORDER BY c.created DESC, c.id DESC LIMIT 1">;
const char* const kReplaced = "SELECT replaces FROM renewals WHERE certificate = $certificate";
const char* const kChallenge = "INSERT INTO challenges (id, expires, spent) VALUES ($id, $expires, 0)";
const char* const kForget = "DELETE FROM challenges WHERE expires < $now";
const char* const kSpend = "UPDATE challenges SET spent = 1 WHERE id = $id AND spent = 0 AND expires >= $now";

}  // namespace

namespace renewals {

void insert(Write& write, const std::string& certificate, const std::string& replaces) {
  write.execute(kInsert, {{"$certificate", certificate}, {"$replaces", replaces}});
}

std::optional<Certificate> successor(Read& read, const std::string& certificate) {
  return first(read, kSuccessor, {{"$replaces", certificate}}, certificates::Rows::from);
}

Certificate newest(Read& read, Certificate certificate) {
  const std::string id = certificate.id;
  if (std::optional<Certificate> now = certificates::find(read, id)) certificate = std::move(*now);
  for (int step = 0; step < kLongest; ++step) {
    std::optional<Certificate> next = successor(read, certificate.id);
    if (!next) return certificate;
    certificate = std::move(*next);
  }
  throw Error(Kind::state, "store.corrupt", "the lineage of " + id + " does not end", "pkit doctor");
}

std::optional<std::string> replaced_by(Read& read, const std::string& certificate) {
  return first(read, kReplaced, {{"$certificate", certificate}}, [](const Row& row) { return row.text(0); });
}

}  // namespace renewals

namespace challenges {

void insert(Write& write, const std::string& id, Time expires, Time now) {
  write.execute(kForget, {{"$now", now}});
  write.execute(kChallenge, {{"$id", id}, {"$expires", expires}});
}

bool spend(Write& write, const std::string& id, Time now) {
  return write.execute(kSpend, {{"$id", id}, {"$now", now}}) == 1;
}

}  // namespace challenges

}  // namespace pkit::store
