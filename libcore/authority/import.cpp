#include "authority/import.h"

#include <algorithm>

#include "authority/chain.h"
#include "x509/oid.h"
#include "x509/pkcs12.h"

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

/// In a PKCS#12 file the certificates above stand in any order.
std::vector<x509::Certificate> in_order(const x509::Certificate& issuer, std::vector<x509::Certificate> others) {
  std::vector<x509::Certificate> chain;
  while (!others.empty()) {
    const x509::Certificate& last = chain.empty() ? issuer : chain.back();
    const auto next = std::find_if(others.begin(), others.end(), [&](const x509::Certificate& each) {
      return each.der != last.der && x509::issued_by(last, each);
    });
    if (next == others.end()) break;
    chain.push_back(std::move(*next));
    others.erase(next);
  }
  for (x509::Certificate& left : others)
    if (left.der != issuer.der) chain.push_back(std::move(left));  // and is told of as no link
  return chain;
}

struct Read {
  x509::Certificate issuer;
  std::vector<x509::Certificate> above;
  x509::PrivateKey key;
};

Read read_pkcs12(const CaFiles& files) {
  const x509::Pkcs12Opened opened = x509::open_pkcs12(as_bytes(files.certificate), files.key_passphrase, files.alias);
  return as_input_error("import.certificate", "the PKCS#12 file", [&] {
    x509::Certificate issuer = x509::parse_certificate(opened.certificate);
    std::vector<x509::Certificate> others;
    for (const Bytes& der : opened.others) others.push_back(x509::parse_certificate(der));
    if (!files.chain.empty())
      for (x509::Certificate& each : x509::parse_certificates(files.chain, "file")) others.push_back(std::move(each));
    std::vector<x509::Certificate> above = in_order(issuer, std::move(others));
    return Read{std::move(issuer), std::move(above), x509::PrivateKey::read(opened.key_pem.reveal(), {}, "its key")};
  });
}

Read read_files(const CaFiles& files) {
  x509::Certificate issuer = as_input_error("import.certificate", "the CA's certificate",
                                            [&] { return x509::parse_certificate_file(files.certificate, "file"); });
  std::vector<x509::Certificate> above = as_input_error("import.chain", "the CA's chain", [&] {
    return files.chain.empty() ? std::vector<x509::Certificate>() : x509::parse_certificates(files.chain, "file");
  });
  return {std::move(issuer), std::move(above), x509::PrivateKey::read(files.key, files.key_passphrase, "the CA's key")};
}

/// What works and is worth a word.
std::vector<std::string> warnings_of(const std::vector<x509::Certificate>& chain) {
  std::vector<std::string> warnings;
  const x509::Certificate& last = chain.back();
  if (!equal(last.subject.der(), last.issuer.der()))
    warnings.push_back("the chain ends with '" + last.subject.text() + "', which is no root: clients need '" +
                       last.issuer.text() + "' too; --import-chain FILE takes it");
  const x509::Certificate& issuer = chain.front();
  if (issuer.extension(x509::oid::kSubjectKeyIdentifier) && issuer.subject_key_id.empty())
    warnings.push_back("'" + issuer.subject.text() +
                       "' has a key identifier without octets: its certificates will name none");
  return warnings;
}

}  // namespace

ImportedCa import_ca(const CaFiles& files, Time now) {
  Read read = x509::is_pkcs12(as_bytes(files.certificate)) ? read_pkcs12(files) : read_files(files);
  std::vector<x509::Certificate> chain = as_input_error("import.certificate", "the CA cannot be taken over", [&] {
    std::vector<x509::Certificate> linked = link(std::move(read.issuer), std::move(read.above), "the chain");
    require_valid(linked, now);
    require_understood(linked);
    return linked;
  });
  require_proof(read.key, chain.front());
  std::vector<std::string> warnings = warnings_of(chain);
  return {std::move(read.key), std::move(chain), std::move(warnings)};
}

}  // namespace pkit::authority
