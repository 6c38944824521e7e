// The name constraints of an authority's certificates, asked of what is to be signed below them.
#pragma once

#include <vector>

#include "base/error.h"
#include "x509/certificate.h"

namespace pkit::authority {

/// A fault of kind denied ("authority.constraints") for each name that a CA of `chain` does not permit (RFC 5280
/// 4.2.1.10).
std::vector<Fault> faults_of_names(const x509::CertificateFields& fields, const std::vector<x509::Certificate>& chain);

}  // namespace pkit::authority
