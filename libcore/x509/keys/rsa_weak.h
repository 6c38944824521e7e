// RSA moduli whose factors are known ways to find. Internal to x509/.
#pragma once

#include "base/bytes.h"

namespace pkit::x509 {

enum class RsaWeakness {
  none,
  small_factor,  // a prime below 752 divides it
  roca,          // CVE-2017-15361: primes made as k * M + (65537^a mod M)
  close_primes,  // Fermat's method finds the factors in a hundred rounds
};

/// `modulus` is odd, without leading zeros, at most 8192 bits. Takes some ten microseconds. The fingerprint of ROCA is
/// that of its discoverers (Nemec and others, ACM CCS 2017, 4.2): one honest modulus in 2^27 has it too.
RsaWeakness find_weakness(BytesView modulus);

/// Is it a prime p, or a power of one? Then p divides 2^n - 2 by Fermat's little theorem. Of other moduli that number
/// shares a factor only with those that it would factor, too.
bool is_prime_power(BytesView modulus);

}  // namespace pkit::x509
