// Where a CRL comes from and what it speaks of: cRLDistributionPoints of a certificate (RFC 5280 4.2.1.13) and
// issuingDistributionPoint of a CRL (5.2.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "x509/general_names.h"

namespace pkit::x509 {

/// A set of reasons: bit i is ReasonFlags' bit i (keyCompromise 1 ... aACompromise 8).
using Reasons = std::uint16_t;
inline constexpr Reasons kAllReasons = 0x1fe;

struct DistributionPoint {
  std::vector<GeneralName> full_name;              // of the point; empty where it is relative or absent
  std::optional<std::vector<Attribute>> relative;  // RDN under the issuer's name
  std::optional<Reasons> reasons;                  // absent: all
  std::vector<GeneralName> crl_issuer;             // empty: the certificate's issuer
  bool has_name() const { return !full_name.empty() || relative.has_value(); }
};
/// Error{input "der.*", "name.*"} or {input "crl.point"} for a point that says nothing.
std::vector<DistributionPoint> decode_distribution_points(BytesView value);

struct IssuingPoint {
  DistributionPoint point;  // its name alone
  bool only_user = false, only_ca = false, only_attribute = false, indirect = false;
  std::optional<Reasons> only_reasons;
};
/// Error{input "der.*", "name.*"} or {input "crl.point"} for one that says nothing, more than one "only contains",
/// or more than 64 names.
IssuingPoint decode_issuing_point(BytesView value);

}  // namespace pkit::x509
