#include "authority/ceremony.h"

#include <algorithm>

#include "authority/authority.h"
#include "authority/seal.h"
#include "base/text.h"
#include "x509/lint.h"
#include "x509/name_constraints.h"
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

Bytes subject_of(const CaRequest& request) {
  if (!request.subject.empty()) return x509::Name::from_text(request.subject).der();
  return x509::Name::of({{"CN", request.common_name}}).der();
}

/// RFC 5280 4.2.1.10: critical.
void constrain(const std::vector<std::string>& permitted, const std::vector<std::string>& excluded,
               x509::CertificateFields& fields) {
  if (permitted.empty() && excluded.empty()) return;
  fields.copied.push_back(
      {std::string(x509::oid::kNameConstraints), true, x509::write_name_constraints(permitted, excluded)});
}

/// RFC 5280 4.2.1.1, and no CA outlives who vouches for it.
void place_under(const x509::Certificate& above, x509::CertificateFields& fields) {
  name_issuer(above, fields);
  fields.not_after = std::min(fields.not_after, above.not_after);
}

/// Extensions that say nothing about the key or the signatory: they are copied as they are (RFC 5280 4.2.1, 4.2.2).
constexpr x509::oid::Oid kCopied[] = {x509::oid::kExtendedKeyUsage,  x509::oid::kSubjectAltName,
                                      x509::oid::kIssuerAltName,     x509::oid::kSubjectDirectoryAttributes,
                                      x509::oid::kNameConstraints,   x509::oid::kCertificatePolicies,
                                      x509::oid::kPolicyMappings,    x509::oid::kPolicyConstraints,
                                      x509::oid::kInhibitAnyPolicy,  x509::oid::kCrlDistributionPoints,
                                      x509::oid::kFreshestCrl,       x509::oid::kAuthorityInfoAccess,
                                      x509::oid::kSubjectInformation};
/// Those that are made anew.
constexpr x509::oid::Oid kMade[] = {x509::oid::kBasicConstraints, x509::oid::kKeyUsage,
                                    x509::oid::kSubjectKeyIdentifier, x509::oid::kAuthorityKeyIdentifier};

template <std::size_t n>
bool among(const x509::oid::Oid (&oids)[n], const std::string& oid) {
  return std::find(std::begin(oids), std::end(oids), oid) != std::end(oids);
}

/// A restriction that is left out would be a right that nobody gave; anything else is told.
void copy_extensions(const x509::Certificate& former, x509::CertificateFields& fields, std::vector<std::string>& told) {
  for (const x509::Extension& extension : former.extensions) {
    if (among(kCopied, extension.oid)) {
      fields.copied.push_back(extension);
    } else if (!among(kMade, extension.oid) && extension.critical) {
      throw Error(Kind::config, "authority.renew",
                  "its certificate has the critical extension " + extension.oid + ", which pkit does not know",
                  "have it renewed by who made it, and put the new one in its place");
    } else if (!among(kMade, extension.oid)) {
      told.push_back("the former certificate had the extension " + extension.oid + ", which the new one has not");
    }
  }
}

struct Renewed {
  x509::CertificateFields fields;
  Inherited inherited;
  std::vector<std::string> told;
};

Renewed renewed_fields(const CaRenewal& renewal, const World& world, Time now) {
  const x509::Certificate& former = renewal.former;
  Renewed out{ca_fields(former.subject.der(), renewal.key, renewal.years, world, now), {}, {}};
  out.fields.path_length = former.path_length;
  if (former.extension(x509::oid::kKeyUsage))
    out.fields.key_usage = former.key_usage;
  else
    out.told.push_back("the former certificate had no keyUsage; the new one has " + join(out.fields.key_usage, ", "));
  if (equal(former.key.key_id(), renewal.key.key_id())) {
    out.fields.subject_key_id = former.subject_key_id;
    // Another one would be named by what is signed from now on, which would then lead to the former certificate no
    // more.
    out.fields.empty_key_id = has_empty_key_id(former);
  }
  copy_extensions(former, out.fields, out.told);
  // What is kept is kept with its faults.
  for (const Fault& finding : x509::lint(former)) out.inherited.push_back(finding.code);
  return out;
}

}  // namespace

const std::vector<std::string>& ca_key_types() {
  static const std::vector<std::string> types = {"ec-p256",  "ec-p384",      "ec-p521", "rsa-3072",
                                                 "rsa-4096", "rsa-pss-3072", "ed25519"};
  return types;
}

CaPair make_root(const CaRequest& request, const World& world, Time now) {
  x509::PrivateKey key = x509::PrivateKey::generate(request.key_type);
  Bytes certificate = seal(ca_fields(subject_of(request), key.public_key(), request.years, world, now), key).der;
  return {std::move(key), std::move(certificate)};
}

CaPair make_issuing(const CaRequest& request, const CaPair& root, const World& world, Time now) {
  return make_issuing(request, Signatory{x509::parse_certificate(root.certificate), root.key}, world, now);
}

CaPair make_issuing(const CaRequest& request, const Signatory& root, const World& world, Time now) {
  x509::PrivateKey key = x509::PrivateKey::generate(request.key_type);
  x509::CertificateFields fields = ca_fields(subject_of(request), key.public_key(), request.years, world, now);
  place_under(root.certificate, fields);
  fields.path_length = 0;
  constrain(request.permitted, request.excluded, fields);
  Bytes certificate = seal(fields, root.key, inherited_faults(root.certificate)).der;
  return {std::move(key), std::move(certificate)};
}

Bytes sign_subordinate(const SubordinateCa& request, const Signatory& above, const World& world, Time now) {
  constexpr int some_years = 1;
  x509::CertificateFields fields = ca_fields(request.csr.subject.der(), request.csr.key, some_years, world, now);
  fields.not_after = request.not_after;
  place_under(above.certificate, fields);
  fields.path_length = request.path_length;
  constrain(request.permitted, request.excluded, fields);
  return seal(fields, above.key, inherited_faults(above.certificate)).der;
}

RenewedCa renew_issuing(const CaRenewal& renewal, const Signatory& above, const World& world, Time now) {
  Renewed renewed = renewed_fields(renewal, world, now);
  place_under(above.certificate, renewed.fields);
  for (const std::string& code : inherited_faults(above.certificate)) renewed.inherited.push_back(code);
  return {seal(renewed.fields, above.key, renewed.inherited).der, std::move(renewed.told)};
}

RenewedCa renew_root(const CaRenewal& renewal, const x509::PrivateKey& key, const World& world, Time now) {
  Renewed renewed = renewed_fields(renewal, world, now);
  return {seal(renewed.fields, key, renewed.inherited).der, std::move(renewed.told)};
}

}  // namespace pkit::authority
