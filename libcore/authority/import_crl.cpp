#include "authority/import_crl.h"

#include <algorithm>

namespace pkit::authority {

namespace {

[[noreturn]] void refuse(const x509::Crl& crl, const std::string& why, const std::string& hint = "") {
  throw Error(Kind::input, "import.crl", "the CRL of '" + crl.issuer.text() + "' " + why, hint);
}

/// Names can be alike; a signature cannot.
const x509::Certificate& signatory_of(const x509::Crl& crl, const std::vector<x509::Certificate>& chain) {
  const auto signed_it = [&](const x509::Certificate& ca) {
    return equal(ca.subject.der(), crl.issuer.der()) && ca.key_taken &&
           x509::verify(ca.key, crl.signature_algorithm, crl.tbs, crl.signature);
  };
  const auto found = std::find_if(chain.begin(), chain.end(), signed_it);
  if (found == chain.end())
    refuse(crl, "is signed by none of the CAs that are taken over", "give their own CRLs, and --import-chain");
  return *found;
}

/// What is not on it must be good: else what is taken over from it is less than what was revoked.
void require_complete(const x509::Crl& crl) {
  if (crl.delta_base) refuse(crl, "is a delta", "give the complete one");
  if (crl.scope) refuse(crl, "is not of all that this CA issued", "give the complete one");
  if (!crl.unknown_critical.empty())
    refuse(crl, "has the critical extension " + crl.unknown_critical.front() + ", which pkit does not know");
}

/// RFC 5280 5.2.3: not negative, at most 20 octets.
Bytes number_of(const x509::Crl& crl) {
  if (!crl.number) return {};
  Bytes number = *crl.number;
  if (!number.empty() && (number.front() & 0x80) != 0) refuse(crl, "has a negative number");
  while (!number.empty() && number.front() == 0) number.erase(number.begin());
  if (number.size() > 20)
    refuse(crl, "has a number of " + std::to_string(number.size()) + " octets, and 20 are allowed");
  return number;
}

}  // namespace

std::vector<ImportedCrl> import_crls(const std::string& content, const std::vector<x509::Certificate>& chain) {
  std::vector<ImportedCrl> imported;
  for (x509::Crl& crl : x509::parse_crls(content, "the CRL")) {
    require_complete(crl);
    const x509::Certificate& issuer = signatory_of(crl, chain);
    Bytes number = number_of(crl);
    imported.push_back({issuer, std::move(crl), std::move(number)});
  }
  return imported;
}

}  // namespace pkit::authority
