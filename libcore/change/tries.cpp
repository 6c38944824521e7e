#include "change/tries.h"

#include <algorithm>

#include "digest/digest.h"
#include "store/accounts.h"

namespace pkit {

Duration delay_of(std::int64_t tries) {
  constexpr Duration kFirst = 250, kMost = 8'000;
  if (tries < kFirstDelayed) return 0;
  const std::int64_t doubled = std::min<std::int64_t>(tries - kFirstDelayed, 10);
  return std::min(kMost, kFirst << doubled);
}

std::int64_t guess_bucket(Guessed what, const std::string& whom) {
  constexpr std::int64_t kBuckets = 1024;
  const digest::Digest digest = digest::sha256(whom);
  return static_cast<std::int64_t>(what) * kBuckets + (digest[0] * 256 + digest[1]) % kBuckets;
}

std::int64_t count_guess(Session& session, std::int64_t bucket) {
  std::int64_t tries = 0;
  const Time now = session.world.now();
  session.database.write([&](store::Write& write) { tries = store::guesses::count(write, bucket, now); });
  return tries;
}

void forgive_guesses(Session& session, std::int64_t bucket) {
  session.database.write([&](store::Write& write) { store::guesses::forgive(write, bucket); });
}

}  // namespace pkit
