#include "ossl/bcrypt_pbkdf.h"

#include <openssl/bn.h>

#include <array>

#include "ossl/ossl.h"

namespace pkit::ossl {

namespace {

constexpr std::size_t kSubkeys = 18, kBoxSize = 256, kWords = kSubkeys + 4 * kBoxSize;
constexpr std::size_t kHashSize = 32, kDigestSize = 64;
using Words = std::array<std::uint32_t, kWords>;

/// scale / (x - x^3/3 + x^5/5 ...) by x = 1 / n: an arc tangent as a whole number of 1 / scale.
Number arc_tangent(const Number& scale, BN_ULONG n) {
  Number sum(need(BN_dup(scale.get()), "copying a number"));
  BN_div_word(sum.get(), n);
  Number power(need(BN_dup(sum.get()), "copying a number")), term(need(BN_new(), "making a number"));
  for (BN_ULONG k = 3; !BN_is_zero(power.get()); k += 2) {
    BN_div_word(power.get(), n * n);
    need(BN_copy(term.get(), power.get()), "copying a number");
    BN_div_word(term.get(), k);
    const auto step = (k / 2) % 2 == 1 ? BN_sub : BN_add;
    ok(step(sum.get(), sum.get(), term.get()), "adding numbers");
  }
  return sum;
}

/// Blowfish's tables are the fraction of pi (Machin: pi/4 = 4 atan 1/5 - atan 1/239), which is shorter to say than they
/// are, and which ssh-keygen notices any error in.
Words fraction_of_pi() {
  constexpr int kBits = static_cast<int>(kWords) * 32, kSpare = 64;
  Number scale(need(BN_new(), "making a number"));
  ok(BN_set_bit(scale.get(), kBits + kSpare), "making a number");
  const Number fifth = arc_tangent(scale, 5), small = arc_tangent(scale, 239);
  ok(BN_lshift(fifth.get(), fifth.get(), 2) & BN_sub(fifth.get(), fifth.get(), small.get()) &
         BN_lshift(fifth.get(), fifth.get(), 2) & BN_rshift(fifth.get(), fifth.get(), kSpare) &
         BN_mask_bits(fifth.get(), kBits),
     "computing pi");
  Bytes octets(kWords * 4);
  if (BN_bn2binpad(fifth.get(), octets.data(), static_cast<int>(octets.size())) < 0) fail("computing pi");
  Words words;
  for (std::size_t i = 0; i < kWords; ++i)
    words[i] = static_cast<std::uint32_t>(octets[4 * i]) << 24 | static_cast<std::uint32_t>(octets[4 * i + 1]) << 16 |
               static_cast<std::uint32_t>(octets[4 * i + 2]) << 8 | octets[4 * i + 3];
  return words;
}

/// Blowfish with the salted key schedule of bcrypt (eksblowfish).
class Blowfish {
 public:
  explicit Blowfish(const Words& start) : words_(start) {}
  ~Blowfish() { wipe(words_.data(), sizeof words_); }
  Blowfish(const Blowfish&) = delete;
  Blowfish& operator=(const Blowfish&) = delete;

  /// Fifty million steps of this are a passphrase's price, so that it is spelt out: two of sixteen at a time.
  void encrypt(std::uint32_t& left, std::uint32_t& right) const {
    const std::uint32_t *p = words_.data(), *s0 = p + kSubkeys, *s1 = s0 + kBoxSize, *s2 = s1 + kBoxSize,
                        *s3 = s2 + kBoxSize;
    std::uint32_t l = left, r = right;
    for (const std::uint32_t* end = p + kSubkeys - 2; p != end; p += 2) {
      l ^= p[0];
      r ^= ((s0[l >> 24] + s1[l >> 16 & 0xff]) ^ s2[l >> 8 & 0xff]) + s3[l & 0xff];
      r ^= p[1];
      l ^= ((s0[r >> 24] + s1[r >> 16 & 0xff]) ^ s2[r >> 8 & 0xff]) + s3[r & 0xff];
    }
    left = r ^ p[1];
    right = l ^ p[0];
  }

  /// Without a salt where that is empty.
  void expand(BytesView key, BytesView salt) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < kSubkeys; ++i) words_[i] ^= next(key, at);
    at = 0;
    std::uint32_t left = 0, right = 0;
    for (std::size_t i = 0; i < kWords; i += 2) {
      if (!salt.empty()) {
        left ^= next(salt, at);
        right ^= next(salt, at);
      }
      encrypt(left, right);
      words_[i] = left;
      words_[i + 1] = right;
    }
  }

 private:
  /// The next four octets of a ring.
  static std::uint32_t next(BytesView ring, std::size_t& at) {
    std::uint32_t word = 0;
    for (int i = 0; i < 4; ++i, at = (at + 1) % ring.size()) word = word << 8 | ring[at];
    return word;
  }
  Words words_;
};

Bytes sha512(BytesView message) {
  Bytes digest(kDigestSize);
  unsigned size = 0;
  ok(EVP_Digest(message.data(), message.size(), digest.data(), &size, EVP_sha512(), nullptr), "hashing");
  return digest;
}

/// The hash that PBKDF2 has in place of HMAC here.
Bytes bcrypt_hash(const Words& start, const Bytes& passphrase, const Bytes& salt) {
  constexpr int kExpansions = 64, kEncryptions = 64;
  Blowfish cipher(start);
  cipher.expand(passphrase, salt);
  for (int i = 0; i < kExpansions; ++i) {
    cipher.expand(salt, {});
    cipher.expand(passphrase, {});
  }
  Bytes text = to_bytes("OxychromaticBlowfishSwatDynamite");
  for (std::size_t at = 0; at < kHashSize; at += 8) {
    std::uint32_t half[2] = {};
    for (std::size_t i = 0; i < 8; ++i) half[i / 4] = half[i / 4] << 8 | text[at + i];
    for (int i = 0; i < kEncryptions; ++i) cipher.encrypt(half[0], half[1]);
    for (std::size_t i = 0; i < 8; ++i)  // the other way round
      text[at + i] = static_cast<std::uint8_t>(half[i / 4] >> (8 * (i % 4)));
  }
  return text;
}

}  // namespace

Secret bcrypt_pbkdf(const Secret& passphrase, BytesView salt, int rounds, std::size_t size) {
  const Words start = fraction_of_pi();
  Bytes hashed = sha512(as_bytes(passphrase.reveal()));
  const std::size_t blocks = (size + kHashSize - 1) / kHashSize;
  std::string key(size, '\0');
  for (std::size_t block = 0; block < blocks; ++block) {
    Bytes counted(salt.begin(), salt.end());
    for (int shift = 24; shift >= 0; shift -= 8) counted.push_back(static_cast<std::uint8_t>((block + 1) >> shift));
    Bytes part = bcrypt_hash(start, hashed, sha512(counted)), sum = part;
    for (int round = 1; round < rounds; ++round) {
      part = bcrypt_hash(start, hashed, sha512(part));
      for (std::size_t i = 0; i < kHashSize; ++i) sum[i] ^= part[i];
    }
    for (std::size_t i = 0; i * blocks + block < size && i < kHashSize; ++i)  // the blocks are woven
      key[i * blocks + block] = static_cast<char>(sum[i]);
    wipe(sum.data(), sum.size());
    wipe(part.data(), part.size());
  }
  wipe(hashed.data(), hashed.size());
  return Secret(std::move(key));
}

}  // namespace pkit::ossl
