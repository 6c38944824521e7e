// The two time types of a certificate (RFC 5280 4.1.2.5). Internal to x509/.
#pragma once

#include "base/text.h"
#include "x509/der.h"

namespace pkit::x509 {

/// UTCTime or GeneralizedTime, with seconds and Z and a date that exists; Error{input "certificate.time"}.
Time read_time(const der::Element& element);
/// The type that RFC 5280 wants for this year: UTCTime from 1950 through 2049.
std::uint8_t time_tag(Time time);
/// Whole seconds; a part of one is cut off. For years 0 to 9999.
void write_time(der::Writer& writer, Time time);
/// The same as GeneralizedTime in any year, as CRL entries and OCSP have it (RFC 5280 5.3.2, RFC 6960 4.2.2.1).
void write_generalized_time(der::Writer& writer, Time time);

}  // namespace pkit::x509
