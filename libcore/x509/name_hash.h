// The names that OpenSSL gives to the files of a directory of certificates (openssl rehash).
#pragma once

#include <string>

#include "base/bytes.h"

namespace pkit::x509 {

/// Eight hexadecimal digits: a digest of the subject, by which X509_LOOKUP_hash_dir finds a certificate. Empty where
/// libcrypto cannot read it.
std::string subject_hash(BytesView certificate);

}  // namespace pkit::x509
