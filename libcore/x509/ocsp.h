// OCSP (RFC 6960): requests read, and answers written. Whatever a request says, reading it costs little: no key, no
// signature.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "x509/certificate.h"

namespace pkit::x509 {

/// Which certificate is asked about: its serial, and its issuer's name and key by their digests.
struct OcspId {
  Bytes der;                      // whole, to be repeated
  std::string digest;             // "sha1", "sha256", "sha384", "sha512"; empty for one that pkit does not know
  Bytes issuer_name, issuer_key;  // digests
  Bytes serial;                   // DER content octets

  bool is_of(const Certificate& issuer) const;
};
struct OcspRequest {
  std::vector<OcspId> ids;     // 1 to 100
  std::optional<Bytes> nonce;  // 1 to 128 octets (RFC 9654)
};
/// A signature of the requestor is not looked at (4.1.2: optional). Error{input "ocsp.request" | "der.*"}. Limit: 16
/// KiB.
OcspRequest parse_ocsp_request(BytesView der);
/// As a client asks for one certificate of `issuer`, by SHA-1 and without a nonce, which is what clients do by default.
Bytes ocsp_request_for(const Certificate& issuer, BytesView serial);
/// The ID in it.
Bytes ocsp_id_for(const Certificate& issuer, BytesView serial);

struct OcspStatus {
  enum class State { good, revoked, unknown };
  Bytes id;  // whole DER
  State state = State::unknown;
  Time revoked_at = 0;
  int reason = 0;  // CRLReason; unspecified is not written
};
struct OcspFields {
  std::vector<OcspStatus> statuses;
  Time produced_at = 0, this_update = 0, next_update = 0;  // the last two of each status
  std::optional<Bytes> nonce;
};
/// A successful OCSPResponse, signed by the key of `responder`, whose certificate goes with it; it names its key by
/// SHA-1 (4.2.1).
Bytes write_ocsp_answer(const OcspFields& fields, const Certificate& responder, const PrivateKey& key);

/// OCSPResponseStatus other than successful (4.2.1): an answer that is not signed.
enum class OcspFailure { malformed_request = 1, internal_error = 2, try_later = 3, unauthorized = 6 };
Bytes write_ocsp_failure(OcspFailure failure);

}  // namespace pkit::x509
