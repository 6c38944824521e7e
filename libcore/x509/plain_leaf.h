// Leaves that are alike to libcrypto's path validation, so that one of them speaks for all.
#pragma once

#include <string>

#include "x509/certificate.h"

namespace pkit::x509 {

/// What X509_verify_cert looks at in a leaf, when times are not asked about, signatures are the caller's, and no CA has
/// name constraints: version, algorithms, the issuer's name, the kind of its key, and every extension octet for octet.
/// What remains is serial, dates, the key's value, subject, subjectAltName and subjectKeyIdentifier: of these only the
/// plain forms that libcrypto reads without further ado are taken, and the answer is empty for any other leaf. Two
/// leaves with the same answer are accepted, or not, by libcrypto alike.
std::string plain_leaf_kind(const Certificate& leaf);

}  // namespace pkit::x509
