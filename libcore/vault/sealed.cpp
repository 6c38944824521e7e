#include "vault/sealed.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/framed.h"

namespace pkit::vault {

namespace {

constexpr std::string_view kLabel = "pkit-vault-object-v1";

}  // namespace

std::uint64_t sealed_size(std::uint64_t plain) {
  const std::uint64_t chunks = plain == 0 ? 1 : (plain + kChunk - 1) / kChunk;
  return plain + chunks * ossl::kAeadTagSize;
}

Chunks::Chunks(const Secret& key, const ObjectVersion& object, Sink sink)
    : aead_(key),
      associated_(Framed(kLabel).field(object.vault).field(object.name).number(object.version).bytes()),
      sink_(std::move(sink)) {
  pending_.reserve(kSealedChunk);
  result_.reserve(kSealedChunk);
}

Chunks::~Chunks() {
  wipe(pending_.data(), pending_.size());
  wipe(result_.data(), result_.size());
}

void Chunks::feed(BytesView input, std::size_t size, const std::function<void(BytesView)>& take) {
  if (!pending_.empty()) {
    const std::size_t missing = std::min(size - pending_.size(), input.size());
    pending_.insert(pending_.end(), input.begin(), input.begin() + static_cast<std::ptrdiff_t>(missing));
    input = input.subspan(missing);
    if (input.empty()) return;
    take(pending_);
    pending_.clear();
  }
  for (; input.size() > size; input = input.subspan(size)) take(input.first(size));
  pending_.assign(input.begin(), input.end());
}

BytesView Chunks::nonce(bool last) {
  nonce_.assign(ossl::kAeadNonceSize - 1 - sizeof number_, 0);
  append_big_endian(nonce_, number_);
  nonce_.push_back(last ? 1 : 0);
  return nonce_;
}

void Sealer::write(BytesView plain) {
  feed(plain, kChunk, [this](BytesView whole) { chunk(whole, false); });
}

void Sealer::finish() { chunk(pending_, true); }

void Sealer::chunk(BytesView plain, bool last) {
  result_.resize(plain.size() + ossl::kAeadTagSize);
  aead_.seal(nonce(last), associated_, plain, result_);
  ++number_;
  sink_(result_);
}

void Opener::write(BytesView sealed) {
  feed(sealed, kSealedChunk, [this](BytesView whole) { chunk(whole, false); });
}

void Opener::finish() { chunk(pending_, true); }

void Opener::chunk(BytesView sealed, bool last) {
  const bool empty_at_end = number_ > 0 && sealed.size() == ossl::kAeadTagSize;
  if (sealed.size() >= ossl::kAeadTagSize && !empty_at_end) {
    result_.resize(sealed.size() - ossl::kAeadTagSize);
    if (aead_.open(nonce(last), associated_, sealed, result_)) {
      ++number_;
      return sink_(result_);
    }
  }
  throw Error(Kind::input, "vault.sealed",
              "chunk " + std::to_string(number_) + " of the sealed object is not what was sealed there",
              last ? "it is cut, changed, or of another object or version" : "");
}

}  // namespace pkit::vault
