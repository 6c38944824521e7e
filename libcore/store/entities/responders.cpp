#include "store/responders.h"

#include "store/entities/query.h"

namespace pkit::store::responders {

namespace {

const char* const kInsert =
    "INSERT INTO responders (issuer_key_id, serial, certificate, not_after, created)"
    " VALUES ($issuer_key_id, $serial, $certificate, $not_after, $created)";
const char* const kKnown = "SELECT COUNT(*) FROM responders WHERE issuer_key_id = $issuer_key_id AND serial = $serial";

}  // namespace

void insert(Write& write, const Responder& responder) {
  write.execute(kInsert, {{"$issuer_key_id", responder.issuer_key_id},
                          {"$serial", responder.serial},
                          {"$certificate", responder.certificate},
                          {"$not_after", responder.not_after},
                          {"$created", responder.created}});
}

bool known(Read& read, const std::string& issuer_key_id, const Bytes& serial) {
  return count_of(read, kKnown, {{"$issuer_key_id", issuer_key_id}, {"$serial", serial}}) > 0;
}

}  // namespace pkit::store::responders
