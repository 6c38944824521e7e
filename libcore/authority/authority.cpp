// What every authority can do with a mandate and a key: its own, or one that is thrown away.
#include "authority/authority.h"

#include <algorithm>

#include "authority/constraints.h"
#include "authority/seal.h"
#include "x509/issuer_urls.h"

namespace pkit::authority {

namespace {

/// The last line of defence: the stages before made sure of both, so a failure here is our fault.
void require_leaf(const x509::CertificateFields& fields, const x509::Certificate& issuer) {
  if (fields.ca || fields.path_length)
    throw Error(Kind::internal, "authority.leaf", "a CA certificate was to be signed by a mandate for a leaf");
  if (fields.not_after > issuer.not_after)
    throw Error(Kind::internal, "authority.beyond", "the certificate would outlive its issuer");
}

/// A CA's extendedKeyUsage limits what is below it: RFC 5280 does not say so, and everybody who verifies does.
void require_usage(const x509::CertificateFields& fields, const std::vector<x509::Certificate>& chain) {
  for (const x509::Certificate& ca : chain) {
    const auto permits = [&](const std::string& word) {
      const auto& usage = ca.extended_key_usage;
      return usage.empty() || std::find(usage.begin(), usage.end(), word) != usage.end();
    };
    if (permits("anyExtendedKeyUsage")) continue;
    for (const std::string& word : fields.extended_key_usage)
      if (!permits(word))
        throw Error(Kind::config, "authority.usage",
                    "'" + ca.subject.text() + "' issues no certificates for " + word +
                        ": its own extendedKeyUsage leaves it out",
                    "give the profile another authority");
  }
}

}  // namespace

/// The throw-away key is P-256 whatever the issuer's is: what is rehearsed is names, dates and the lint, an RSA key
/// would take a second to make, and nobody may mistake the result for a certificate of the issuer.
Signed Authority::rehearse(Mandate mandate, const Bytes& serial) const {
  return signed_by(x509::PrivateKey::generate("ec-p256"), mandate, serial);
}

Signed Authority::signed_by(const x509::PrivateKey& key, const Mandate& mandate, const Bytes& serial) const {
  x509::CertificateFields fields = mandate.fields();
  require_leaf(fields, issuer());
  require_usage(fields, chain());
  if (!faults_of_names(fields, chain()).empty())
    throw Error(Kind::internal, "authority.constraints", "a name was to be signed that an issuer does not permit");
  fields.serial = serial;
  name_issuer(issuer(), fields);
  for (auto* urls : {&fields.crl_urls, &fields.ocsp_urls, &fields.issuer_urls})
    *urls = x509::urls_of_issuer(*urls, issuer().key);
  x509::Certificate certificate = sign_clean(fields, key, inherited_faults(issuer()));
  Bytes der = certificate.der;
  return {std::move(der), std::move(certificate)};
}

}  // namespace pkit::authority
