// Sealed content: every size comes back, and nothing that was changed does.
#include "vault/sealed.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "../error_of.h"

using namespace pkit;
using namespace pkit::vault;
using test::verdict;

namespace {

constexpr std::size_t kBit = 1;

Secret key(char fill = 'k') { return Secret(std::string(32, fill)); }
const ObjectVersion kObject{"data", "a/b", 3};

/// Octets that repeat in no chunk's rhythm.
Bytes content(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
  return out;
}

Sink into(Bytes& out) {
  return [&out](BytesView part) { out.insert(out.end(), part.begin(), part.end()); };
}

/// Through a Sealer or an Opener, `step` octets a time.
template <class Direction>
void pass(BytesView in, std::size_t step, Bytes& out, const Secret& with, const ObjectVersion& object) {
  Direction direction(with, object, into(out));
  for (std::size_t at = 0; at < in.size(); at += step) direction.write(in.subspan(at, std::min(step, in.size() - at)));
  direction.finish();
}

Bytes seal(BytesView plain, std::size_t step = 1 << 20, const ObjectVersion& object = kObject) {
  Bytes out;
  pass<Sealer>(plain, step, out, key(), object);
  return out;
}

/// What opening gives, and in `reached` what came out before.
std::string opening(BytesView sealed, Bytes* reached = nullptr, const ObjectVersion& object = kObject,
                    char fill = 'k') {
  Bytes out;
  const std::string result = verdict([&] { pass<Opener>(sealed, 100'000, out, key(fill), object); });
  if (reached) *reached = out;
  return result;
}

Bytes joined(std::initializer_list<BytesView> parts) {
  Bytes out;
  for (const BytesView part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

bool begins_with(BytesView whole, BytesView part) {
  return part.size() <= whole.size() && equal(whole.first(part.size()), part);
}

}  // namespace

TEST_CASE("every size around a chunk's end comes back, however it is cut on its way") {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 2 * kChunk, 2 * kChunk + 1, 3 * kChunk + 5}) {
    const Bytes plain = content(size);
    const Bytes sealed = seal(plain);
    CHECK(sealed.size() == sealed_size(size));
    for (const std::size_t step : {std::size_t{1000}, kChunk, kChunk + 1, kSealedChunk, std::size_t{1} << 20}) {
      CAPTURE(size);
      CAPTURE(step);
      CHECK(seal(plain, step) == sealed);
      Bytes out;
      pass<Opener>(sealed, step, out, key(), kObject);
      CHECK(out == plain);
    }
  }
}

TEST_CASE("a known answer, by python3-cryptography's AESGCM") {
  CHECK(to_hex(seal(as_bytes("secret"), 100, {"v", "n", 1})) == "53ec9debe2f44df09d83eed98cf694c1049085b89a0b");
}

TEST_CASE("another key, vault, name or version does not open it") {
  const Bytes sealed = seal(content(100));
  CHECK(opening(sealed) == "1 none");
  CHECK(opening(sealed, nullptr, kObject, 'x') == "5 vault.sealed");
  for (const ObjectVersion& other : {ObjectVersion{"datb", "a/b", 3}, ObjectVersion{"data", "a/c", 3},
                                     ObjectVersion{"data", "a/b", 2}, ObjectVersion{"dat", "aa/b", 3}}) {
    CAPTURE(other.vault);
    CAPTURE(other.name);
    Bytes reached;
    CHECK(opening(sealed, &reached, other) == "5 vault.sealed");
    CHECK(reached.empty());
  }
}

TEST_CASE("what is cut, swapped, repeated, added or changed is refused, and only what was verified came out") {
  const Bytes plain = content(3 * kChunk + 10);
  const Bytes sealed = seal(plain);
  const BytesView all(sealed);
  const BytesView one = all.first(kSealedChunk), two = all.subspan(kSealedChunk, kSealedChunk),
                  three = all.subspan(2 * kSealedChunk, kSealedChunk), last = all.subspan(3 * kSealedChunk);
  struct Row {
    const char* what;
    Bytes sealed;
    std::size_t verified;  // octets that may come out
  };
  const Row rows[] = {
      {"nothing", {}, 0},
      {"no whole tag", joined({all.first(10)}), 0},
      {"cut at a chunk's end", joined({one, two, three}), 2 * kChunk},
      {"cut within the last chunk", joined({all.first(all.size() - 1)}), 3 * kChunk},
      {"cut to the first chunk", joined({one}), 0},
      {"two swapped", joined({two, one, three, last}), 0},
      {"later ones swapped", joined({one, three, two, last}), kChunk},
      {"one repeated", joined({one, one, two, three, last}), kChunk},
      {"one left out", joined({one, three, last}), kChunk},
      {"the last one repeated", joined({all, last}), 3 * kChunk},
      {"an octet added", joined({all, all.first(1)}), 3 * kChunk},
      {"the last one first", joined({last}), 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Bytes reached;
    CHECK(opening(row.sealed, &reached) == "5 vault.sealed");
    CHECK(reached.size() == row.verified);
    CHECK(begins_with(plain, reached));
  }
}

TEST_CASE("a chunk of nothing at the end of others is refused: each content is sealed in one way") {
  // Under the right key, with the right number and mark: only the form is wrong.
  Bytes sealed;
  ossl::Aead aead(key());
  const Bytes associated = [] {
    Bytes out;
    Sealer probe(key(), kObject, into(out));
    probe.finish();
    return out;
  }();
  CHECK(opening(associated) == "1 none");  // alone it is the empty object
  const Bytes whole = seal(content(kChunk));
  CHECK(opening(whole) == "1 none");
  CHECK(opening(joined({whole, associated})) == "5 vault.sealed");
}

TEST_CASE("one bit anywhere") {
  const Bytes sealed = seal(content(kChunk + 100));
  for (std::size_t at = 0; at < sealed.size(); at += at < 64 || at > kChunk - 64 ? 1 : 997) {
    Bytes changed = sealed;
    changed[at] ^= kBit;
    CAPTURE(at);
    Bytes reached;
    REQUIRE(opening(changed, &reached) == "5 vault.sealed");
    REQUIRE(reached.size() == (at < kSealedChunk ? 0 : kChunk));
  }
}
