#include "certstores/material.h"

#include "base/text.h"
#include "ca/cut_off.h"
#include "certstores/entries.h"
#include "digest/digest.h"
#include "home/session.h"
#include "store/certificates.h"
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

std::string revoked(store::Read& read, const x509::Certificate& certificate) {
  const auto digest = digest::sha256(certificate.der);
  const auto row = store::certificates::find_by_fingerprint(read, Bytes(digest.begin(), digest.end()));
  if (row && row->revoked_at) return "it was revoked " + print_time(*row->revoked_at) + ": " + row->revocation_reason;
  const auto known = store::certificates::compromised(read, to_hex(certificate.key.key_id()));
  return known ? "it is over a key that was revoked as compromised: " + *known : std::string();
}

}  // namespace

void require_sound(const ReadSession& session, const Addition& addition) {
  std::vector<x509::Certificate> above;
  for (const Bytes& der : addition.chain) above.push_back(x509::parse_certificate(der));
  std::string why;
  session.state.read([&](store::Read& read) { why = revoked(read, addition.certificate); });
  if (why.empty()) why = CutOff(session, operation_time(session, false)).why(addition.certificate, above);
  if (why.empty()) return;
  throw Error(
      Kind::denied, "certstore.revoked",
      "the certificate of '" + printable(addition.certificate.subject.text()) + "' is not to be relied on: " + why,
      "one that is good: pkit issue, or pkit store reenroll");
}

Addition addition_of(const Material& material) {
  Addition addition = material.pkcs12.empty() ? of_files(material) : of_pkcs12(material);
  if (addition.key && !equal(addition.key->public_key().key_id(), addition.certificate.key.key_id()))
    throw Error(Kind::input, "certstore.key",
                "the key is not that of '" + printable(addition.certificate.subject.text()) + "'",
                "--key names the key that the certificate is over");
  return addition;
}

}  // namespace pkit::certstores
