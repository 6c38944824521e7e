// Sealed content: an object's octets under a key of its own, so that whoever owns the files cannot read them, and who
// has the key notices every change. Both directions take any amount in constant memory.
//
// The content is cut into chunks of 64 KiB, the last of 0 to 64 KiB (0 only where it is the only one). Each is sealed
// by AES-256-GCM and followed by its tag of 16 octets. The nonce is the chunk's number (11 octets big-endian, from 0)
// and a mark (1 on the last chunk, else 0), the associated data is vault, name and version; so a chunk that is cut,
// swapped, repeated, changed, or of another object, does not open. A key seals one version of one object.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "ossl/aead.h"

namespace pkit::vault {

inline constexpr std::size_t kChunk = 64 * 1024;
inline constexpr std::size_t kSealedChunk = kChunk + ossl::kAeadTagSize;

/// Which object, and which of its versions: they count from 1.
struct ObjectVersion {
  std::string vault, name;
  std::int64_t version = 1;
};

/// Takes the next octets of the result; they are gone when it returns.
using Sink = std::function<void(BytesView)>;

/// How many octets `plain` octets are when sealed.
std::uint64_t sealed_size(std::uint64_t plain);

/// What the two directions share: chunks that are filled, numbered and told apart.
class Chunks {
 public:
  /// `key` has 32 octets.
  Chunks(const Secret& key, const ObjectVersion& object, Sink sink);
  Chunks(const Chunks&) = delete;
  Chunks& operator=(const Chunks&) = delete;

 protected:
  ~Chunks();
  /// Hands every chunk of `size` to `take` that is followed by more, straight from `input` where it can; the rest is
  /// kept.
  void feed(BytesView input, std::size_t size, const std::function<void(BytesView)>& take);
  /// The nonce of the chunk `number_`.
  BytesView nonce(bool last);

  ossl::Aead aead_;
  Bytes associated_;
  Sink sink_;
  Bytes pending_;  // the beginning of a chunk, or a whole one that may be the last
  Bytes result_;
  std::uint64_t number_ = 0;

 private:
  Bytes nonce_;
};

class Sealer : Chunks {
 public:
  using Chunks::Chunks;
  void write(BytesView plain);
  /// The last chunk; nothing is written after it.
  void finish();

 private:
  void chunk(BytesView plain, bool last);
};

/// Only what was verified reaches the sink.
class Opener : Chunks {
 public:
  /// Begins with the chunk of this number.
  Opener(const Secret& key, const ObjectVersion& object, Sink sink, std::uint64_t first = 0)
      : Chunks(key, object, std::move(sink)) {
    number_ = first;
  }
  /// The number of the chunk that did not open, where one did not.
  std::uint64_t next() const { return number_; }
  /// Error{input "vault.sealed"} where a chunk is not the one that was sealed there.
  void write(BytesView sealed);
  /// Error{input "vault.sealed"} likewise, and where the end is missing.
  void finish();

 private:
  void chunk(BytesView sealed, bool last);
};

}  // namespace pkit::vault
