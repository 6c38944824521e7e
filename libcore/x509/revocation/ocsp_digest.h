// The digests by which OCSP names issuers (RFC 6960 4.1.1, 4.3). Internal to x509/.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace pkit::x509 {

/// "sha1", "sha256", ...: of an OID; empty for another one.
std::string ocsp_digest_word(std::string_view oid);
/// Error{internal} for another word.
Bytes ocsp_digest(const std::string& word, BytesView data);

}  // namespace pkit::x509
