// Object identifiers that more than one file of x509/ compares with; dotted, as der::oid() reads them.
#pragma once

#include <string_view>

namespace pkit::x509::oid {

using Oid = std::string_view;

/// Is this text two or more arcs in decimal within X.660's bounds, each of at most 18 digits?
bool well_formed(std::string_view dotted);

// Public keys (RFC 3279, RFC 5480, RFC 8410) and their curves.
inline constexpr Oid kRsaEncryption = "1.2.840.113549.1.1.1";
inline constexpr Oid kRsaPss = "1.2.840.113549.1.1.10";
inline constexpr Oid kMgf1 = "1.2.840.113549.1.1.8";
inline constexpr Oid kEcPublicKey = "1.2.840.10045.2.1";
inline constexpr Oid kEd25519 = "1.3.101.112";
inline constexpr Oid kP256 = "1.2.840.10045.3.1.7";
inline constexpr Oid kP384 = "1.3.132.0.34";
inline constexpr Oid kP521 = "1.3.132.0.35";

// Attributes of names (X.520).
inline constexpr Oid kUniqueIdentifier = "2.5.4.45";

// Digests (RFC 5754).
inline constexpr Oid kSha1 = "1.3.14.3.2.26";
inline constexpr Oid kSha224 = "2.16.840.1.101.3.4.2.4";
inline constexpr Oid kSha256 = "2.16.840.1.101.3.4.2.1";
inline constexpr Oid kSha384 = "2.16.840.1.101.3.4.2.2";
inline constexpr Oid kSha512 = "2.16.840.1.101.3.4.2.3";

// Attributes of a request (RFC 2985).
inline constexpr Oid kChallengePassword = "1.2.840.113549.1.9.7";
inline constexpr Oid kExtensionRequest = "1.2.840.113549.1.9.14";
inline constexpr Oid kMicrosoftExtensionRequest = "1.3.6.1.4.1.311.2.1.14";

// Extensions (RFC 5280 4.2.1, 4.2.2, 5.2 and 5.3).
inline constexpr Oid kSubjectKeyIdentifier = "2.5.29.14";
inline constexpr Oid kKeyUsage = "2.5.29.15";
inline constexpr Oid kSubjectAltName = "2.5.29.17";
inline constexpr Oid kSubjectDirectoryAttributes = "2.5.29.9";
inline constexpr Oid kIssuerAltName = "2.5.29.18";
inline constexpr Oid kBasicConstraints = "2.5.29.19";
inline constexpr Oid kNameConstraints = "2.5.29.30";
inline constexpr Oid kCrlDistributionPoints = "2.5.29.31";
inline constexpr Oid kCertificatePolicies = "2.5.29.32";
inline constexpr Oid kAnyPolicy = "2.5.29.32.0";
inline constexpr Oid kPracticeStatement = "1.3.6.1.5.5.7.2.1", kUserNotice = "1.3.6.1.5.5.7.2.2";  // qualifiers
inline constexpr Oid kPolicyMappings = "2.5.29.33";
inline constexpr Oid kAuthorityKeyIdentifier = "2.5.29.35";
inline constexpr Oid kExtendedKeyUsage = "2.5.29.37";
inline constexpr Oid kPolicyConstraints = "2.5.29.36";
inline constexpr Oid kCrlNumber = "2.5.29.20";
inline constexpr Oid kReasonCode = "2.5.29.21";
inline constexpr Oid kInvalidityDate = "2.5.29.24";
inline constexpr Oid kFreshestCrl = "2.5.29.46";
inline constexpr Oid kNoRevocation = "2.5.29.56";  // RFC 9608 noRevAvail
inline constexpr Oid kInhibitAnyPolicy = "2.5.29.54";
inline constexpr Oid kSubjectInformation = "1.3.6.1.5.5.7.1.11";
inline constexpr Oid kAuthorityInfoAccess = "1.3.6.1.5.5.7.1.1";
inline constexpr Oid kOcspNonce = "1.3.6.1.5.5.7.48.1.2";
inline constexpr Oid kOcspNoCheck = "1.3.6.1.5.5.7.48.1.5";
inline constexpr Oid kAccessOcsp = "1.3.6.1.5.5.7.48.1";
inline constexpr Oid kAccessIssuers = "1.3.6.1.5.5.7.48.2";

// Extensions of a CRL and of its entries (RFC 5280 5.2 and 5.3).
inline constexpr Oid kDeltaCrlIndicator = "2.5.29.27";
inline constexpr Oid kIssuingDistributionPoint = "2.5.29.28";
inline constexpr Oid kCertificateIssuer = "2.5.29.29";

}  // namespace pkit::x509::oid
