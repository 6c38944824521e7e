#include "store/proofs.h"

namespace pkit::store::proofs {

namespace {

const char* const kForget = "DELETE FROM proofs WHERE until < $now";
const char* const kNote = "INSERT INTO proofs (message, until) VALUES ($message, $until) ON CONFLICT DO NOTHING";

}  // namespace

bool take(Write& write, const Bytes& message, Time until, Time now) {
  write.execute(kForget, {{"$now", now}});
  return write.execute(kNote, {{"$message", message}, {"$until", until}}) == 1;
}

}  // namespace pkit::store::proofs
