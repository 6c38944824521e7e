// Wrapped keys, as a stranger could have put them into a state: what opens is wrapped again and opens again.
#include "x509/envelope.h"

#include "targets.h"
#include "x509/private_key.h"

namespace pkit::fuzz {

namespace {

/// Of tests/data/private-key, so that make_corpus.sh can wrap for it.
constexpr const char* kOwner = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgORFGxQG+or9fVdAN
nHAY0V8eU/W6hI4YOEmef3nhU+mhRANCAARnF397Nbw1zOjaXKGtnsFPL7Q3wsXt
t3CJS/DTwSllX40sqns6g0nP5AwSRvL9nB8rI7kRprXJNrdBjHDFQlyS
-----END PRIVATE KEY-----
)";

}  // namespace

int fuzz_envelope(BytesView bytes) {
  static const x509::PrivateKey owner = x509::PrivateKey::read(kOwner, Secret(), "owner");
  const auto secret = accepted({"vault.wrap"}, [&] { return owner.unwrap(bytes); });
  if (!secret) return 0;
  PROMISE(secret->reveal().size() < bytes.size());
  const Bytes again = x509::make_envelope(as_bytes(secret->reveal()), owner.public_key());
  PROMISE(owner.unwrap(again).reveal() == secret->reveal());
  return 0;
}

}  // namespace pkit::fuzz
