#include "certstores/material.h"

#include "certstores/entries.h"
#include "x509/pkcs12.h"

namespace pkit::certstores {

std::vector<x509::Certificate> certificates_in(const std::string& content, const std::string& name) {
  if (content.find("-----BEGIN ") != std::string::npos) return x509::parse_certificates(content, name);
  std::vector<x509::Certificate> one;
  one.push_back(x509::parse_certificate_file(content, name));
  return one;
}

namespace {

Addition of_files(const Material& material) {
  std::vector<x509::Certificate> all = certificates_in(material.certificate, material.certificate_name);
  if (all.empty()) throw Error(Kind::input, "pem.label", material.certificate_name + ": no certificate");
  Addition addition;
  addition.certificate = std::move(all.front());
  all.erase(all.begin());
  if (!material.chain.empty())
    for (x509::Certificate& further : certificates_in(material.chain, material.chain_name))
      all.push_back(std::move(further));
  addition.chain = ordered_chain(addition.certificate, all);
  if (!material.key.empty())
    addition.key = x509::PrivateKey::read(material.key.reveal(), material.key_passphrase, "--key");
  return addition;
}

Addition of_pkcs12(const Material& material) {
  const x509::Pkcs12Opened opened =
      x509::open_pkcs12(as_bytes(material.pkcs12.reveal()), material.pkcs12_password, material.pkcs12_alias);
  Addition addition;
  addition.certificate = x509::parse_certificate(opened.certificate);
  std::vector<x509::Certificate> others;
  for (const Bytes& der : opened.others) others.push_back(x509::parse_certificate(der));
  addition.chain = ordered_chain(addition.certificate, others);
  addition.key = x509::PrivateKey::read(opened.key_pem.reveal(), {}, "its key");
  return addition;
}

}  // namespace

Addition addition_of(const Material& material) {
  Addition addition = material.pkcs12.empty() ? of_files(material) : of_pkcs12(material);
  if (addition.key && !equal(addition.key->public_key().key_id(), addition.certificate.key.key_id()))
    throw Error(Kind::input, "certstore.key",
                "the key is not that of '" + printable(addition.certificate.subject.text()) + "'",
                "--key names the key that the certificate is over");
  return addition;
}

}  // namespace pkit::certstores
