#include "authority/seal.h"

#include "x509/lint.h"

namespace pkit::authority {

namespace {

/// The lint reads whole certificates, so it gets one whose signature is a placeholder.
void require_clean(BytesView tbs, BytesView signature_algorithm) {
  const Bytes placeholder(64);
  const x509::Certificate draft = x509::parse_certificate(x509::assemble(tbs, signature_algorithm, placeholder));
  std::vector<Fault> findings = x509::lint(draft);
  if (findings.empty()) return;
  const std::string first = findings.front().where + ": " + findings.front().what;
  throw Error(Kind::internal, "authority.lint", "the certificate would break " + first, "nothing was signed",
              std::move(findings));
}

}  // namespace

x509::Certificate sign_clean(const x509::CertificateFields& fields, const x509::PrivateKey& key) {
  const Bytes tbs = x509::build_tbs(fields, key.signature_algorithm());
  require_clean(tbs, key.signature_algorithm());
  return x509::parse_certificate(x509::assemble(tbs, key.signature_algorithm(), key.sign(tbs)));
}

void require_verifies(const x509::Certificate& certificate, const x509::PublicKey& key) {
  if (!x509::verify(key, certificate.signature_algorithm, certificate.tbs, certificate.signature))
    throw Error(Kind::internal, "authority.signature", "the signature just made does not verify",
                "the certificate is not released; suspect the machine's memory or processor");
}

x509::Certificate seal(const x509::CertificateFields& fields, const x509::PrivateKey& key) {
  x509::Certificate certificate = sign_clean(fields, key);
  require_verifies(certificate, key.public_key());
  return certificate;
}

}  // namespace pkit::authority
