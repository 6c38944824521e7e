// New CRLs (RFC 5280 5), version 2, made in pieces: the entries of a large one are never in memory together, and it is
// never an object of libcrypto's.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/text.h"

namespace pkit::x509 {

struct CrlEntry {
  BytesView serial;  // DER content octets
  Time revoked_at = 0;
  int reason = 0;  // CRLReason; unspecified is not written (5.3.1)
  std::optional<Time> invalid_since;
};
/// Appends one entry of revokedCertificates. Error{internal} for a time that has no four-digit year.
void append_crl_entry(Bytes& to, const CrlEntry& entry);

struct CrlFields {
  Bytes issuer;            // Name DER, copied byte for byte
  Bytes authority_key_id;  // the issuer's SKI
  Bytes number;            // unsigned magnitude, 1 to 20 octets
  Time this_update = 0, next_update = 0;
};

/// What stands before and after what is written elsewhere.
struct CrlEnds {
  Bytes before, after;
};
/// Around `entries_size` octets of entries: with them the TBSCertList, for a signature of this algorithm.
CrlEnds crl_to_sign(const CrlFields& fields, BytesView signature_algorithm, std::size_t entries_size);
/// Around `signed_size` octets of a TBSCertList: with them the CertificateList.
CrlEnds signed_crl(std::size_t signed_size, BytesView signature_algorithm, BytesView signature);

/// The number that follows: one more than `previous`, which may be empty, and at least the seconds of `now`, so that a
/// state that was set back repeats none. Error{conflict "crl.number"} beyond 20 octets (5.2.3).
Bytes next_crl_number(BytesView previous, Time now);

/// Does a file begin as a CRL does, in DER or PEM? So that what is replaced by one was one.
bool begins_like_crl(BytesView start);

}  // namespace pkit::x509
