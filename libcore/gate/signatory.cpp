#include "gate/signatory.h"

#include <algorithm>

#include "base/json.h"

namespace pkit {

namespace {

[[noreturn]] void no_issuer(bool at_home) {
  if (at_home)
    throw Error(Kind::authentication, "certificate.issuer", "--cert is not by an authority of this home",
                "give one that this home gave out");  // T-D21
  throw Error(Kind::usage, "proof.form", "--cert: its issuer's certificate does not follow it",
              "cat web1.crt chain.pem >web1-full.crt");
}

}  // namespace

Signatory read_signatory(const std::string& certificate, const std::string& key, const Secret& passphrase,
                         const std::vector<Bytes>& issuers) {
  std::vector<x509::Certificate> chain = x509::parse_certificates(certificate, "--cert");
  if (chain.empty()) chain.push_back(x509::parse_certificate_file(certificate, "--cert"));
  for (const Bytes& issuer : issuers) chain.push_back(x509::parse_certificate(issuer));
  const auto issuer = std::find_if(chain.begin(), chain.end(),
                                   [&](const x509::Certificate& c) { return x509::issued_by(chain.front(), c); });
  if (issuer == chain.end()) no_issuer(!issuers.empty());
  x509::PrivateKey private_key = x509::PrivateKey::read(key, passphrase, "--key");
  if (!equal(private_key.public_key().key_id(), chain.front().key.key_id()))
    throw Error(Kind::authentication, "key.mismatch", "--key is not the key of --cert",
                "give the key whose certificate it is");  // T-C18
  return {chain.front(), issuer->key.key_id(), std::move(private_key)};
}

}  // namespace pkit
