#include "x509/keys/rsa_weak.h"

#include <array>
#include <cstdint>
#include <vector>

#include "ossl/ossl.h"

namespace pkit::x509 {

namespace {

constexpr std::uint32_t kSmallPrimes = 752;    // what a factor must not be below
constexpr std::uint32_t kFingerprinted = 168;  // ROCA's fingerprint is taken by the primes below
constexpr int kFermatRounds = 100;

constexpr bool is_prime(std::uint32_t number) {
  for (std::uint32_t divisor = 2; divisor * divisor <= number; ++divisor)
    if (number % divisor == 0) return false;
  return true;
}

constexpr std::size_t count_odd_primes() {
  std::size_t count = 0;
  for (std::uint32_t n = 3; n < kSmallPrimes; n += 2) count += is_prime(n);
  return count;
}

constexpr auto odd_primes() {
  std::array<std::uint32_t, count_odd_primes()> primes{};
  std::size_t next = 0;
  for (std::uint32_t n = 3; n < kSmallPrimes; n += 2)
    if (is_prime(n)) primes[next++] = n;
  return primes;
}
constexpr auto kPrimes = odd_primes();

std::vector<std::uint32_t> words_of(BytesView modulus) {
  std::vector<std::uint32_t> words((modulus.size() + 3) / 4);
  const std::size_t lead = words.size() * 4 - modulus.size();
  for (std::size_t i = 0; i < modulus.size(); ++i) {
    std::uint32_t& word = words[(lead + i) / 4];
    word = word << 8 | modulus[i];
  }
  return words;
}

/// The remainder by each prime: primes whose product fits a word share one division of the whole number.
std::vector<std::uint32_t> remainders(const std::vector<std::uint32_t>& words) {
  std::vector<std::uint32_t> found;
  for (std::size_t first = 0; first < kPrimes.size();) {
    std::uint64_t product = 1;
    std::size_t last = first;
    while (last < kPrimes.size() && product * kPrimes[last] <= UINT32_MAX) product *= kPrimes[last++];
    std::uint64_t remainder = 0;
    for (const std::uint32_t word : words) remainder = (remainder << 32 | word) % product;
    for (; first < last; ++first) found.push_back(static_cast<std::uint32_t>(remainder % kPrimes[first]));
  }
  return found;
}

/// Is it 65537^a modulo the prime, for some a?
bool is_power(std::uint32_t remainder, std::uint32_t prime) {
  std::uint32_t power = 1;
  do {
    if (power == remainder) return true;
    power = power * (65537 % prime) % prime;
  } while (power != 1);
  return false;
}

bool has_roca_fingerprint(const std::vector<std::uint32_t>& found) {
  for (std::size_t i = 0; i < kPrimes.size() && kPrimes[i] < kFingerprinted; ++i)
    if (!is_power(found[i], kPrimes[i])) return false;
  return true;
}

ossl::Number number() { return ossl::Number(ossl::need(BN_new(), "making a number")); }

/// The greatest root whose square is not above `square`, by Newton's method from above.
ossl::Number root_of(const BIGNUM* square, BN_CTX* context) {
  ossl::Number root = number(), better = number();
  ossl::ok(BN_set_bit(better.get(), (BN_num_bits(square) + 1) / 2), "taking a root");
  do {
    root.swap(better);
    ossl::ok(BN_div(better.get(), nullptr, square, root.get(), context), "taking a root");
    ossl::ok(BN_add(better.get(), better.get(), root.get()), "taking a root");
    ossl::ok(BN_rshift1(better.get(), better.get()), "taking a root");
  } while (BN_cmp(better.get(), root.get()) < 0);
  return root;
}

template <std::size_t Modulus>
constexpr auto squares_modulo() {
  std::array<bool, Modulus> squares{};
  for (std::size_t n = 0; n < Modulus; ++n) squares[n * n % Modulus] = true;
  return squares;
}

/// Four remainders tell 99 of 100 numbers that are no squares.
bool may_be_square(const BIGNUM* candidate) {
  static constexpr auto kOf64 = squares_modulo<64>();
  static constexpr auto kOf63 = squares_modulo<63>();
  static constexpr auto kOf65 = squares_modulo<65>();
  static constexpr auto kOf11 = squares_modulo<11>();
  if (!kOf64[BN_mod_word(candidate, 64)]) return false;
  const BN_ULONG remainder = BN_mod_word(candidate, 63 * 65 * 11);
  return kOf63[remainder % 63] && kOf65[remainder % 65] && kOf11[remainder % 11];
}

bool is_square(const BIGNUM* candidate, BN_CTX* context) {
  if (BN_is_zero(candidate)) return true;
  if (!may_be_square(candidate)) return false;
  const ossl::Number root = root_of(candidate, context);
  ossl::Number square = number();
  ossl::ok(BN_sqr(square.get(), root.get(), context), "squaring");
  return BN_cmp(square.get(), candidate) == 0;
}

using Context = ossl::Owned<BN_CTX, BN_CTX_free>;

Context new_context() { return Context(ossl::need(BN_CTX_new(), "making a context")); }

ossl::Number number_of(BytesView magnitude) {
  return ossl::Number(
      ossl::need(BN_bin2bn(magnitude.data(), static_cast<int>(magnitude.size()), nullptr), "reading a number"));
}

/// Fermat: n = a^2 - b^2 with a just above the root of n, where its factors lie close together.
bool has_close_primes(BytesView modulus) {
  const Context context = new_context();
  const ossl::Number n = number_of(modulus);
  ossl::Number a = root_of(n.get(), context.get());
  ossl::Number b2 = number();
  ossl::ok(BN_sqr(b2.get(), a.get(), context.get()), "squaring");
  ossl::ok(BN_sub(b2.get(), b2.get(), n.get()), "subtracting");
  if (BN_is_zero(b2.get())) return true;
  for (int round = 0; round < kFermatRounds; ++round) {
    // (a + 1)^2 - n is 2a + 1 more than a^2 - n.
    ossl::ok(BN_add(b2.get(), b2.get(), a.get()), "adding");
    ossl::ok(BN_add(b2.get(), b2.get(), a.get()), "adding");
    ossl::ok(BN_add_word(b2.get(), 1), "adding");
    ossl::ok(BN_add_word(a.get(), 1), "adding");
    if (is_square(b2.get(), context.get())) return true;
  }
  return false;
}

}  // namespace

RsaWeakness find_weakness(BytesView modulus) {
  const std::vector<std::uint32_t> found = remainders(words_of(modulus));
  for (const std::uint32_t remainder : found)
    if (remainder == 0) return RsaWeakness::small_factor;
  if (has_roca_fingerprint(found)) return RsaWeakness::roca;
  return has_close_primes(modulus) ? RsaWeakness::close_primes : RsaWeakness::none;
}

bool is_prime_power(BytesView modulus) {
  const Context context = new_context();
  const ossl::Number n = number_of(modulus);
  ossl::Number power = number(), common = number();
  ossl::ok(BN_mod_exp_mont_word(power.get(), 2, n.get(), n.get(), context.get(), nullptr), "raising to a power");
  ossl::ok(BN_sub_word(power.get(), 2), "subtracting");
  ossl::ok(BN_gcd(common.get(), power.get(), n.get(), context.get()), "taking a common divisor");
  return !BN_is_one(common.get());
}

}  // namespace pkit::x509
