// Does a CRL speak of a certificate, and for which reasons (RFC 5280 6.3.3 (b), (d))?
#pragma once

#include <optional>

#include "path/facts.h"
#include "x509/crl_read.h"

namespace pkit::path {

/// Whose CRLs a point can mean: normalized names.
std::vector<std::string> issuers_of(const Facts& facts, const x509::DistributionPoint& point);

/// What its names come to: how much is compared.
std::size_t size_of(const x509::DistributionPoint& point);

/// Where a certificate that names no point is looked for: under its issuer's own name.
std::vector<x509::DistributionPoint> points_of(const Facts& facts);

/// The reasons for which this CRL speaks of this certificate by this point; nothing where it does not.
std::optional<x509::Reasons> reasons_covered(const Facts& facts, const x509::DistributionPoint& point,
                                             const x509::Crl& crl);

/// Does this delta go on from this base: same issuer, same scope, and numbers that meet (5.2.4)?
bool continues(const x509::Crl& delta, const x509::Crl& base);

}  // namespace pkit::path
