#include "authority/seal.h"

#include <algorithm>

#include "x509/lint.h"
#include "x509/oid.h"

namespace pkit::authority {

namespace {

/// What is about to be signed. The lint reads whole certificates, so it gets one whose signature is a placeholder.
x509::Certificate clean_draft(BytesView tbs, BytesView signature_algorithm, const Inherited& inherited) {
  const Bytes placeholder(64);
  x509::Certificate draft = x509::parse_certificate(x509::assemble(tbs, signature_algorithm, placeholder));
  std::vector<Fault> findings = x509::lint(draft);
  std::erase_if(findings, [&](const Fault& finding) {
    return std::find(inherited.begin(), inherited.end(), finding.code) != inherited.end();
  });
  if (findings.empty()) return draft;
  const std::string first = findings.front().where + ": " + findings.front().what;
  throw Error(Kind::internal, "authority.lint", "the certificate would break " + first, "nothing was signed",
              std::move(findings));
}

}  // namespace

bool has_empty_key_id(const x509::Certificate& ca) {
  return ca.extension(x509::oid::kSubjectKeyIdentifier) && ca.subject_key_id.empty();
}

void name_issuer(const x509::Certificate& issuer, x509::CertificateFields& fields) {
  fields.issuer = issuer.subject.der();
  fields.authority_key_id = issuer.subject_key_id;
  if (issuer.extension(x509::oid::kSubjectKeyIdentifier)) return;
  fields.authority_key_id = x509::subject_key_id(issuer.key.key_bits());
}

Inherited inherited_faults(const x509::Certificate& issuer) {
  return has_empty_key_id(issuer) ? Inherited{"lint.authority_key_id"} : Inherited{};
}

x509::Certificate sign_clean(const x509::CertificateFields& fields, const x509::PrivateKey& key,
                             const Inherited& inherited) {
  Inherited allowed = inherited;
  if (fields.underscores) allowed.emplace_back("lint.san.underscore");
  const Bytes tbs = x509::build_tbs(fields, key.signature_algorithm());
  x509::Certificate certificate = clean_draft(tbs, key.signature_algorithm(), allowed);
  certificate.signature = key.sign(tbs);
  certificate.der = x509::assemble(tbs, key.signature_algorithm(), certificate.signature);
  return certificate;
}

void require_verifies(const x509::Certificate& certificate, const x509::PublicKey& key) {
  if (!x509::verify(key, certificate.signature_algorithm, certificate.tbs, certificate.signature))
    throw Error(Kind::internal, "authority.signature", "the signature just made does not verify",
                "the certificate is not released; suspect the machine's memory or processor");
}

x509::Certificate seal(const x509::CertificateFields& fields, const x509::PrivateKey& key, const Inherited& inherited) {
  x509::Certificate certificate = sign_clean(fields, key, inherited);
  require_verifies(certificate, key.public_key());
  return certificate;
}

}  // namespace pkit::authority
