// The extensions of a certificate that pkit understands, both ways (RFC 5280 4.2). Internal to x509/.
#pragma once

#include <string>
#include <vector>

#include "x509/certificate.h"
#include "x509/der.h"

namespace pkit::x509 {

/// Fills the decoded fields of `certificate` from one extension's value; `offset` is where the value begins. Nothing
/// for an extension that pkit does not know. Error{input}.
void decode_extension(const Extension& extension, std::size_t offset, Certificate& certificate);

/// OIDs of a certificatePolicies value.
std::vector<std::string> decode_policies(BytesView value, std::size_t offset = 0);

/// The extensions of a new certificate, each a SEQUENCE, in a fixed order.
void write_extensions(der::Writer& writer, const CertificateFields& fields);

}  // namespace pkit::x509
