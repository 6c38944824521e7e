#include "authority/responder.h"

#include <algorithm>

#include "authority/authority.h"
#include "authority/seal.h"

namespace pkit::authority {

namespace {

x509::CertificateFields fields_of(const x509::Certificate& issuer, const x509::PublicKey& key, const World& world,
                                  Time now) {
  x509::CertificateFields fields;
  fields.serial = new_serial(world, now);
  fields.issuer = issuer.subject.der();
  fields.subject = x509::Name::of({{"CN", "OCSP responder " + to_hex(issuer.key.key_id()).substr(0, 16)}}).der();
  fields.not_before = std::max(now - now % kSecond - kBackdated, issuer.not_before);
  fields.not_after = std::min(fields.not_before + kResponderLife - kSecond, issuer.not_after);
  fields.spki = key.spki();
  fields.subject_key_bits = key.key_bits();
  fields.authority_key_id =
      issuer.subject_key_id.empty() ? x509::subject_key_id(issuer.key.key_bits()) : issuer.subject_key_id;
  fields.key_usage = {"digitalSignature"};
  fields.extended_key_usage = {"OCSPSigning"};
  fields.ocsp_no_check = true;
  return fields;
}

}  // namespace

Responder make_responder(const x509::Certificate& issuer, const x509::PrivateKey& issuer_key, const World& world,
                         Time now) {
  x509::PrivateKey key = x509::PrivateKey::generate("ec-p256");
  x509::Certificate certificate = sign_clean(fields_of(issuer, key.public_key(), world, now), issuer_key);
  require_verifies(certificate, issuer_key.public_key());
  return {std::move(key), std::move(certificate)};
}

}  // namespace pkit::authority
