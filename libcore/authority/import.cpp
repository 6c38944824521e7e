#include "authority/import.h"

#include "authority/chain.h"

namespace pkit::authority {

namespace {

/// What is wrong with a file that the command line names is a fault of that input, whatever kind of error it was.
template <class Fn>
auto as_input_error(const char* code, const std::string& subject, Fn&& fn) {
  try {
    return fn();
  } catch (const Error& e) {
    throw Error(Kind::input, code, subject + ": " + e.what(), e.hint(), e.details());
  }
}

/// Names and numbers can be alike by accident or intent; a signature cannot.
void require_proof(const x509::PrivateKey& key, const x509::Certificate& certificate) {
  const Bytes challenge = to_bytes("pkit: this key is the certificate's " + certificate.fingerprint());
  std::vector<Fault> faults;
  const x509::SignatureAlgorithm algorithm = x509::read_signature_algorithm(key.signature_algorithm(), faults);
  if (key.public_key().key_id() != certificate.key.key_id() ||
      !x509::verify(certificate.key, algorithm, challenge, key.sign(challenge)))
    throw Error(Kind::input, "import.key", "the key is not the one of '" + certificate.subject.text() + "'");
}

}  // namespace

ImportedCa import_ca(const CaFiles& files, Time now) {
  x509::Certificate issuer = as_input_error("import.certificate", "the CA's certificate",
                                            [&] { return x509::parse_certificate_file(files.certificate, "file"); });
  std::vector<x509::Certificate> above = as_input_error("import.chain", "the CA's chain", [&] {
    return files.chain.empty() ? std::vector<x509::Certificate>() : x509::parse_certificates(files.chain, "file");
  });
  std::vector<x509::Certificate> chain = as_input_error("import.certificate", "the CA cannot be taken over", [&] {
    std::vector<x509::Certificate> linked = link(std::move(issuer), std::move(above), "the chain");
    require_valid(linked, now);
    require_understood(linked);
    return linked;
  });
  x509::PrivateKey key = x509::PrivateKey::read(files.key, files.key_passphrase, "the CA's key");
  require_proof(key, chain.front());
  return {std::move(key), std::move(chain)};
}

}  // namespace pkit::authority
