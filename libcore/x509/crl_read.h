// Certificate revocation lists (RFC 5280 5) as values over their original bytes: what was signed, and who is on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "x509/certificate.h"
#include "x509/distribution.h"
#include "x509/key.h"
#include "x509/name.h"

namespace pkit::x509 {

/// CRLReason's number (5.3.1).
enum class CrlReason : std::uint8_t { unspecified = 0, hold = 6, remove_from_crl = 8 };

struct RevokedEntry {
  Bytes serial;  // DER content octets
  Time revoked_at = 0;
  std::uint8_t reason = 0;  // CRLReason
  std::size_t issuer = 0;   // index into Crl::entry_issuers
};

struct Crl {
  Bytes der, tbs, signature;
  int version = 2;
  SignatureAlgorithm signature_algorithm;
  Name issuer;
  Time this_update = 0;
  std::optional<Time> next_update;
  Bytes authority_key_id;
  std::optional<Bytes> number;        // cRLNumber, content octets
  std::optional<Bytes> delta_base;    // BaseCRLNumber: this is a delta
  std::optional<IssuingPoint> scope;  // issuingDistributionPoint
  bool has_freshest = false;
  std::vector<std::string> unknown_critical;  // of the list or of an entry: it says nothing of anybody then (5.2, 5.3)
  std::vector<Name> entry_issuers;            // names that entries are of; the first is `issuer`
  std::vector<RevokedEntry> entries;          // sorted by serial and name

  /// The entry of that serial by that issuer (a normalized name), or null.
  const RevokedEntry* find(BytesView serial, const std::string& normalized_issuer) const;
  /// `issuer`, made comparable.
  const std::string& normalized_issuer() const { return normalized_issuers_.front(); }

 private:
  friend Crl parse_crl(BytesView);
  /// Entries are compared by ranks: a name may be as long as the list, and each of them may have it.
  void rank_issuers();
  std::vector<std::string> normalized_issuers_;  // of entry_issuers
  std::vector<std::size_t> ranks_;               // of entry_issuers: equal names have an equal one
  std::vector<std::size_t> by_rank_;             // an index into entry_issuers for each rank
};

/// Version 1 and 2, strictly DER. Error{input "crl.*", "der.*", "name.*"}. Limit: 64 MiB.
Crl parse_crl(BytesView der);
/// Every CRL of a PEM file, or the one in DER or bare base64. Error{input "pem.*"} with `name` too.
std::vector<Crl> parse_crls(std::string_view content, const std::string& name);

}  // namespace pkit::x509
