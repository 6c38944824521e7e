#include "authority/ceremony.h"

#include <algorithm>

#include "authority/authority.h"
#include "authority/seal.h"

namespace pkit::authority {

namespace {

constexpr Duration kSecond = 1000;
constexpr Duration kBackdated = 60 * kSecond;  // for clients whose clock is a little behind

/// What every CA certificate says (RFC 5280 4.2.1.9, 4.2.1.3).
x509::CertificateFields ca_fields(const CaRequest& request, const x509::PublicKey& key, const World& world, Time now) {
  x509::CertificateFields fields;
  fields.serial = new_serial(world, now);
  fields.subject = x509::Name::of({{"CN", request.common_name}}).der();
  fields.not_before = now - now % kSecond - kBackdated;
  fields.not_after = add_years(fields.not_before, request.years) - kSecond;
  fields.spki = key.spki();
  fields.subject_key_bits = key.key_bits();
  fields.ca = true;
  fields.key_usage = {"keyCertSign", "cRLSign"};
  return fields;
}

}  // namespace

CaPair make_root(const CaRequest& request, const World& world, Time now) {
  x509::PrivateKey key = x509::PrivateKey::generate(request.key_type);
  x509::CertificateFields fields = ca_fields(request, key.public_key(), world, now);
  fields.issuer = fields.subject;
  Bytes certificate = seal(fields, key).der;
  return {std::move(key), std::move(certificate)};
}

CaPair make_issuing(const CaRequest& request, const CaPair& root, const World& world, Time now) {
  const x509::Certificate above = x509::parse_certificate(root.certificate);
  x509::PrivateKey key = x509::PrivateKey::generate(request.key_type);
  x509::CertificateFields fields = ca_fields(request, key.public_key(), world, now);
  fields.issuer = above.subject.der();
  fields.authority_key_id = above.subject_key_id;
  fields.not_after = std::min(fields.not_after, above.not_after);
  fields.path_length = 0;
  Bytes certificate = seal(fields, root.key).der;
  return {std::move(key), std::move(certificate)};
}

}  // namespace pkit::authority
