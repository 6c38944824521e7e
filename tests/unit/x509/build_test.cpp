// New certificates: what was asked for is what is in them, and other programs accept them.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.h"
#include "making.h"
#include "x509/lint.h"

using namespace pkit;
using namespace pkit::x509;
using namespace pkit::x509::making;

namespace {

std::string openssl_verify(const std::string& ca) { return "openssl verify -x509_strict -CAfile " + ca + " "; }

std::string certtool_verify(const std::string& ca) {
  return "certtool --verify --load-ca-certificate " + ca + " --infile ";
}

Bytes with_octet_flipped(Bytes certificate, std::size_t from_end) {
  certificate[certificate.size() - from_end] ^= 0x01;
  return certificate;
}

}  // namespace

TEST_CASE("openssl and certtool accept every key type under every CA key type") {
  const Scratch scratch;
  for (const std::string ca_word : {"ec-p256", "ec-p384", "rsa-3072", "ed25519"}) {
    const std::string ca = scratch.write("ca.pem", pem(root(ca_word)));
    for (const std::string word : {"ec-p256", "ec-p384", "rsa-2048", "rsa-pss-2048", "ed25519"}) {
      CAPTURE(ca_word);
      CAPTURE(word);
      const Bytes der = leaf(word, ca_word);
      CHECK(lint(parse_certificate(der)).empty());
      CHECK(issued_by(parse_certificate(der), parse_certificate(root(ca_word))));
      const std::string file = scratch.write("leaf.pem", pem(der));
      const Ran openssl = run(openssl_verify(ca) + "-purpose sslserver -verify_hostname web1.corp.example " + file);
      CAPTURE(openssl.output);
      CHECK(openssl.exit == 0);
      const Ran certtool = run(certtool_verify(ca) + file);
      CAPTURE(certtool.output);
      CHECK(certtool.exit == 0);
    }
  }
}

TEST_CASE("an RSA-PSS key signs certificates that openssl and certtool accept") {
  const Scratch scratch;
  const std::string ca = scratch.write("ca.pem", pem(root("rsa-pss-2048")));
  const std::string file = scratch.write("leaf.pem", pem(leaf("ec-p256", "rsa-pss-2048")));
  CHECK(run(openssl_verify(ca) + file).exit == 0);
  CHECK(run(certtool_verify(ca) + file).exit == 0);
}

TEST_CASE("each judge refuses a damaged certificate") {
  const Scratch scratch;
  const std::string ca = scratch.write("ca.pem", pem(root("ec-p256")));
  const Bytes good = leaf("ec-p256", "ec-p256");
  const std::string other_name = "web1.corp.example", changed_name = "web2.corp.example";
  Bytes renamed = good;
  const auto at = std::search(renamed.begin(), renamed.end(), other_name.begin(), other_name.end());
  REQUIRE(at != renamed.end());
  std::copy(changed_name.begin(), changed_name.end(), at);
  for (const Bytes& damaged : {with_octet_flipped(good, 3), renamed}) {
    const std::string file = scratch.write("damaged.pem", pem(damaged));
    CHECK(run(openssl_verify(ca) + file).exit != 0);
    CHECK(run(certtool_verify(ca) + file).exit != 0);
    CHECK_FALSE(issued_by(parse_certificate(damaged), parse_certificate(root("ec-p256"))));
  }
  const std::string file = scratch.write("good.pem", pem(good));
  CHECK(run(openssl_verify(ca) + file).exit == 0);
  CHECK(run(certtool_verify(ca) + file).exit == 0);
}

TEST_CASE("a chain of three with path lengths") {
  const Scratch scratch;
  CertificateFields issuing = root_fields("ec-p384");
  issuing.subject = Name::of({{"CN", "Acme Issuing CA"}}).der();
  issuing.authority_key_id = subject_key_id(key_of("ec-p256").public_key().key_bits());
  issuing.path_length = 0;
  const Bytes middle = signed_by(key_of("ec-p256"), issuing);
  CHECK(parse_certificate(middle).path_length == 0);
  CHECK(lint(parse_certificate(middle)).empty());
  CertificateFields fields = leaf_fields("ed25519", "ec-p384");
  fields.issuer = issuing.subject;
  const std::string ca = scratch.write("root.pem", pem(root("ec-p256")));
  const std::string between = scratch.write("issuing.pem", pem(middle));
  const std::string file = scratch.write("leaf.pem", pem(signed_by(key_of("ec-p384"), fields)) + pem(middle));
  CHECK(run(openssl_verify(ca) + "-untrusted " + between + " " + file).exit == 0);
  CHECK(run(certtool_verify(ca) + file).exit == 0);
}

TEST_CASE("what was asked for is what is in it") {
  CertificateFields fields = leaf_fields("rsa-2048", "ec-p256");
  fields.policies = {"1.2.3.4", "2.23.140.1.2.1"};
  fields.crl_urls.push_back("http://mirror.corp.example/ca.crl");
  const Certificate c = parse_certificate(signed_by(key_of("ec-p256"), fields));
  CHECK(c.version == 3);
  CHECK(c.serial == Bytes{0x00, 0x80, 0x00, 0x01});
  CHECK(c.serial_hex() == "800001");
  CHECK(c.issuer.der() == fields.issuer);
  CHECK(c.subject.der() == fields.subject);
  CHECK(c.not_before == fields.not_before);
  CHECK(c.not_after == fields.not_after);
  CHECK(c.key.spki() == fields.spki);
  CHECK(c.is_ca == false);
  CHECK(c.key_usage == fields.key_usage);
  CHECK(c.extended_key_usage == fields.extended_key_usage);
  CHECK(c.sans == fields.sans);
  CHECK(c.authority_key_id == fields.authority_key_id);
  CHECK(c.subject_key_id == subject_key_id(key_of("rsa-2048").public_key().key_bits()));
  CHECK(c.crl_urls == fields.crl_urls);
  CHECK(c.ocsp_urls == fields.ocsp_urls);
  CHECK(c.issuer_urls == fields.issuer_urls);
  std::vector<std::string> order;
  for (const Extension& extension : c.extensions) order.push_back(extension.oid + (extension.critical ? "!" : ""));
  CHECK(join(order, " ") ==
        "2.5.29.19! 2.5.29.15! 2.5.29.37 2.5.29.14 2.5.29.35 2.5.29.17 2.5.29.31 1.3.6.1.5.5.7.1.1 2.5.29.32");
  const Scratch scratch;
  const Ran text = run("openssl x509 -noout -text -in " + scratch.write("c.pem", pem(c.der)));
  for (const std::string part : {"Policy: 1.2.3.4", "Policy: 2.23.140.1.2.1", "URI:http://mirror.corp.example/ca.crl",
                                 "CA Issuers - URI:http://pki.corp.example/ca.crt", "CA:FALSE"}) {
    CAPTURE(part);
    CHECK(text.output.find(part) != std::string::npos);
  }
}

TEST_CASE("what was not asked for is not in it") {
  CertificateFields fields = leaf_fields("ec-p256", "ec-p256");
  fields.key_usage.clear();
  fields.extended_key_usage.clear();
  fields.sans.clear();
  fields.crl_urls.clear();
  fields.ocsp_urls.clear();
  fields.issuer_urls.clear();
  fields.authority_key_id.clear();
  CHECK(parse_certificate(signed_by(key_of("ec-p256"), fields)).extensions.size() == 2);
}

TEST_CASE("subjectAltName is critical exactly where the subject is empty") {
  CertificateFields fields = leaf_fields("ec-p256", "ec-p256");
  const auto critical = [&] {
    const Certificate c = parse_certificate(signed_by(key_of("ec-p256"), fields));
    CHECK(lint(c).empty());
    return c.extension("2.5.29.17")->critical;
  };
  CHECK_FALSE(critical());
  fields.subject = Name::of({}).der();
  CHECK(critical());
}

TEST_CASE("times are written in the type of their year") {
  struct Row {
    std::string time, written;
    std::uint8_t tag;
  };
  const Row rows[] = {
      {"1950-01-01T00:00:00Z", "500101000000Z", 0x17},   {"1999-12-31T23:59:59Z", "991231235959Z", 0x17},
      {"2024-02-29T12:34:56Z", "240229123456Z", 0x17},   {"2049-12-31T23:59:59Z", "491231235959Z", 0x17},
      {"2050-01-01T00:00:00Z", "20500101000000Z", 0x18}, {"9999-12-31T23:59:59Z", "99991231235959Z", 0x18},
      {"1949-12-31T23:59:59Z", "19491231235959Z", 0x18},
  };
  for (const Row& row : rows) {
    CAPTURE(row.time);
    CertificateFields fields = leaf_fields("ec-p256", "ec-p256");
    fields.not_before = fields.not_after = *parse_time(row.time);
    const Certificate c = parse_certificate(signed_by(key_of("ec-p256"), fields));
    CHECK(c.not_after == fields.not_after);
    CHECK(lint(c).empty());
    const std::string element =
        std::string{static_cast<char>(row.tag), static_cast<char>(row.written.size())} + row.written;
    CHECK(as_text(c.tbs).find(element + element) != std::string::npos);
  }
  CertificateFields fields = leaf_fields("ec-p256", "ec-p256");
  fields.not_before += 999;
  CHECK(parse_certificate(signed_by(key_of("ec-p256"), fields)).not_before == fields.not_before - 999);
}

TEST_CASE("serials are written as positive numbers") {
  struct Row {
    Bytes magnitude;
    std::string hex;
  };
  const Row rows[] = {
      {{0x7f}, "7f"}, {{0x80}, "0080"}, {{0x00, 0x00, 0x01}, "01"}, {Bytes(20, 0x7f), to_hex(Bytes(20, 0x7f))}};
  for (const Row& row : rows) {
    CAPTURE(row.hex);
    CertificateFields fields = leaf_fields("ec-p256", "ec-p256");
    fields.serial = row.magnitude;
    CHECK(to_hex(parse_certificate(signed_by(key_of("ec-p256"), fields)).serial) == row.hex);
  }
}
