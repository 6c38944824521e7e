#include "authority/ceremony.h"

#include <algorithm>

#include "authority/authority.h"
#include "authority/seal.h"
#include "x509/oid.h"

namespace pkit::authority {

namespace {

/// What every CA certificate says (RFC 5280 4.2.1.9, 4.2.1.3).
x509::CertificateFields ca_fields(Bytes subject, const x509::PublicKey& key, int years, const World& world, Time now) {
  x509::CertificateFields fields;
  fields.serial = new_serial(world, now);
  fields.subject = std::move(subject);
  fields.issuer = fields.subject;
  fields.not_before = now - now % kSecond - kBackdated;
  fields.not_after = add_years(fields.not_before, years) - kSecond;
  fields.spki = key.spki();
  fields.subject_key_bits = key.key_bits();
  fields.ca = true;
  fields.key_usage = {"keyCertSign", "cRLSign"};
  return fields;
}

Bytes common_name(const CaRequest& request) { return x509::Name::of({{"CN", request.common_name}}).der(); }

/// RFC 5280 4.2.1.1, and no CA outlives who vouches for it.
void place_under(const x509::Certificate& above, x509::CertificateFields& fields) {
  fields.issuer = above.subject.der();
  fields.authority_key_id = above.subject_key_id;
  fields.not_after = std::min(fields.not_after, above.not_after);
}

[[noreturn]] void cannot_renew(const std::string& what, const std::string& hint) {
  throw Error(Kind::config, "authority.renew", "its certificate " + what, hint);
}

/// What is left out would be a right that nobody gave it (name constraints), or one that it loses.
void require_repeatable(const CaRenewal& renewal) {
  constexpr x509::oid::Oid written[] = {x509::oid::kBasicConstraints,       x509::oid::kKeyUsage,
                                        x509::oid::kExtendedKeyUsage,       x509::oid::kSubjectKeyIdentifier,
                                        x509::oid::kAuthorityKeyIdentifier, x509::oid::kCrlDistributionPoints,
                                        x509::oid::kAuthorityInfoAccess};
  const x509::Certificate& former = renewal.former;
  for (const x509::Extension& extension : former.extensions)
    if (std::find(std::begin(written), std::end(written), extension.oid) == std::end(written))
      cannot_renew("has the extension " + extension.oid + ", which pkit does not write",
                   "have it renewed by who made it, and put the new one in its place");
  const bool same_key = equal(former.key.key_id(), renewal.key.key_id());
  if (same_key && !equal(former.subject_key_id, x509::subject_key_id(renewal.key.key_bits())))
    cannot_renew("has a key identifier that pkit would not give it, by which older certificates name it",
                 "renew it with a new key: --new-key TYPE");
}

x509::CertificateFields renewed_fields(const CaRenewal& renewal, const World& world, Time now) {
  require_repeatable(renewal);
  const x509::Certificate& former = renewal.former;
  x509::CertificateFields fields = ca_fields(former.subject.der(), renewal.key, renewal.years, world, now);
  fields.path_length = former.path_length;
  fields.key_usage = former.key_usage;
  fields.extended_key_usage = former.extended_key_usage;
  fields.crl_urls = former.crl_urls;
  fields.ocsp_urls = former.ocsp_urls;
  fields.issuer_urls = former.issuer_urls;
  return fields;
}

}  // namespace

const std::vector<std::string>& ca_key_types() {
  static const std::vector<std::string> types = {"ec-p256", "ec-p384", "rsa-3072", "rsa-pss-3072", "ed25519"};
  return types;
}

CaPair make_root(const CaRequest& request, const World& world, Time now) {
  x509::PrivateKey key = x509::PrivateKey::generate(request.key_type);
  Bytes certificate = seal(ca_fields(common_name(request), key.public_key(), request.years, world, now), key).der;
  return {std::move(key), std::move(certificate)};
}

CaPair make_issuing(const CaRequest& request, const CaPair& root, const World& world, Time now) {
  return make_issuing(request, Signatory{x509::parse_certificate(root.certificate), root.key}, world, now);
}

CaPair make_issuing(const CaRequest& request, const Signatory& root, const World& world, Time now) {
  x509::PrivateKey key = x509::PrivateKey::generate(request.key_type);
  x509::CertificateFields fields = ca_fields(common_name(request), key.public_key(), request.years, world, now);
  place_under(root.certificate, fields);
  fields.path_length = 0;
  Bytes certificate = seal(fields, root.key).der;
  return {std::move(key), std::move(certificate)};
}

Bytes renew_issuing(const CaRenewal& renewal, const Signatory& above, const World& world, Time now) {
  x509::CertificateFields fields = renewed_fields(renewal, world, now);
  place_under(above.certificate, fields);
  return seal(fields, above.key).der;
}

Bytes renew_root(const CaRenewal& renewal, const x509::PrivateKey& key, const World& world, Time now) {
  return seal(renewed_fields(renewal, world, now), key).der;
}

}  // namespace pkit::authority
