// A certificate that came back from another CA, held against what was granted.
#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "x509/certificate.h"

namespace pkit::authority {

/// What is returned must be what was asked for.
struct Wanted {
  const x509::CertificateFields& granted;
  const x509::Certificate& issuer;
  Time asked = 0;  // when it was asked for first
  Time now = 0;
};

/// The one certificate of a PEM text that holds nothing else. Error{input} where it is none.
x509::Certificate read_returned(std::string_view pem);

/// Every way in which it is not what was asked for: signed by the issuer, over the granted key, for exactly the granted
/// names, a leaf with no more usages than were granted, begun by now and over no later than was granted, and without a
/// critical extension that pkit does not know. Faults are Kind::config "gateway.certificate".
std::vector<Fault> judge_returned(const x509::Certificate& certificate, const Wanted& wanted);

/// Of these only: a leaf with no more usages than were granted (RFC 5280 4.2.1.3, 4.2.1.9, 4.2.1.12).
std::vector<Fault> judge_usages(const x509::Certificate& certificate, const x509::CertificateFields& granted);

}  // namespace pkit::authority
