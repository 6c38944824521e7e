// Sealed content under a key that everybody knows here: what opens is sealed to the same octets again, and what comes
// out before a refusal is the beginning of that.
#include "vault/sealed.h"

#include <algorithm>

#include "targets.h"

namespace pkit::fuzz {

namespace {

const vault::ObjectVersion kObject{"fuzz", "object", 1};
Secret key() { return Secret(std::string(32, 'k')); }

template <class Direction>
void pass(BytesView in, std::size_t step, Bytes& out) {
  Direction direction(key(), kObject, [&](BytesView part) { out.insert(out.end(), part.begin(), part.end()); });
  for (; !in.empty(); in = in.subspan(std::min(step, in.size()))) direction.write(in.first(std::min(step, in.size())));
  direction.finish();
}

template <class Direction>
std::optional<Bytes> passed(BytesView in, std::size_t step, Bytes& out) {
  return accepted({"vault.sealed"}, [&] {
    pass<Direction>(in, step, out);
    return out;
  });
}

}  // namespace

/// The first octet is how large the parts are in which it arrives.
int fuzz_sealed(BytesView bytes) {
  if (bytes.empty()) return 0;
  const std::size_t step = 1 + std::size_t{bytes[0]} * 300;
  const BytesView input = bytes.subspan(1);
  Bytes opened, again;
  if (passed<vault::Opener>(input, step, opened)) {
    pass<vault::Sealer>(opened, step + 1, again);
    PROMISE(equal(again, input));
    return 0;
  }
  // As a text it is sealed and comes back; under a changed octet it does not, and nothing false comes out.
  Bytes sealed, back;
  pass<vault::Sealer>(input, step, sealed);
  PROMISE(sealed.size() == vault::sealed_size(input.size()));
  std::uint8_t& changed = sealed[input.size() * 31 % sealed.size()];
  changed = static_cast<std::uint8_t>(changed ^ (bytes[0] | 1));
  PROMISE(!passed<vault::Opener>(sealed, step, back));
  PROMISE(back.size() <= input.size() && equal(input.first(back.size()), back));
  return 0;
}

}  // namespace pkit::fuzz
