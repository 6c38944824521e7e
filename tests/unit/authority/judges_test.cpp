// What is issued is judged by programs that are not ours, over every type of CA key and of leaf key.
#include <map>

#include "fixtures.h"

using namespace pkit;

namespace {

const std::vector<std::string> kCaTypes = {"ec-p256", "ec-p384", "rsa-3072", "ed25519"};
const std::vector<std::string> kLeafTypes = {"ec-p256", "ec-p384", "rsa-2048", "rsa-3072", "rsa-pss-2048", "ed25519"};

const std::vector<x509::PublicKey>& leaf_keys() {
  static const std::vector<x509::PublicKey> keys = [] {
    std::vector<x509::PublicKey> made;
    for (const std::string& type : kLeafTypes) made.push_back(x509::PrivateKey::generate(type).public_key());
    return made;
  }();
  return keys;
}

std::string openssl(const test::Ca& ca) {
  const std::string at = ca.directory.path().string();
  const auto ran = test::run("cd " + at +
                             " && openssl verify -x509_strict -purpose sslserver -verify_hostname "
                             "web1.corp.example -CAfile root.crt -untrusted issuing.crt leaf.crt && openssl verify "
                             "-x509_strict -purpose sslclient -CAfile root.crt -untrusted issuing.crt leaf.crt");
  return ran.status == 0 ? "accepted" : "refused " + ran.output;
}

std::string certtool(const test::Ca& ca) {
  const std::string at = ca.directory.path().string();
  const auto ran = test::run("cd " + at +
                             " && cat leaf.crt issuing.crt > all.crt && certtool --verify "
                             "--load-ca-certificate root.crt --infile all.crt");
  return ran.status == 0 ? "accepted" : "refused " + ran.output;
}

void put_leaf(const test::Ca& ca, const Bytes& der) { test::write(ca.directory / "leaf.crt", test::pem_of(der)); }

}  // namespace

TEST_CASE("openssl and certtool accept every pair of key types, and neither accepts a damaged one") {
  for (const std::string& type : kCaTypes) {
    const test::Ca ca(type);
    const auto authority = ca.open();
    Bytes der;
    for (const x509::PublicKey& key : leaf_keys()) {
      CAPTURE(type);
      CAPTURE(key.word());
      const auto made =
          authority->sign(test::mandate_of(test::leaf_fields(key, ca.now)), authority::new_serial(ca.world, ca.now));
      der = made.der;
      put_leaf(ca, der);
      CHECK(openssl(ca) == "accepted");
      CHECK(certtool(ca) == "accepted");
    }
    CAPTURE(type);
    der.back() = static_cast<std::uint8_t>(der.back() ^ 1);
    put_leaf(ca, der);
    CHECK(openssl(ca).starts_with("refused"));
    CHECK(certtool(ca).starts_with("refused"));
  }
}

TEST_CASE("a rehearsed certificate is refused by both") {
  const test::Ca ca;
  const auto made = ca.open()->rehearse(test::mandate_of(test::leaf_fields(leaf_keys()[0], ca.now)),
                                        authority::new_serial(ca.world, ca.now));
  put_leaf(ca, made.der);
  CHECK(openssl(ca).starts_with("refused"));
  CHECK(certtool(ca).starts_with("refused"));
}

TEST_CASE("a certificate without a subject has a critical SAN and is accepted") {
  const test::Ca ca;
  x509::CertificateFields fields = test::leaf_fields(leaf_keys()[0], ca.now);
  fields.subject = x509::Name::of({}).der();
  put_leaf(ca, ca.open()->sign(test::mandate_of(fields), authority::new_serial(ca.world, ca.now)).der);
  CHECK(openssl(ca) == "accepted");
  CHECK(certtool(ca) == "accepted");
}
