// Certificates of other programs, read; and who issued whom.
#include "x509/certificate.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "digest/digest.h"
#include "making.h"

using namespace pkit;
using namespace pkit::x509;
using namespace pkit::x509::making;

namespace {

Certificate read(const std::string& file) { return parse_certificate_file(data("cert/" + file), file); }

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("certificates of openssl, certtool and pki are read") {
  struct Row {
    std::string file;
    int version;
    std::string key, algorithm, subject;
  };
  const Row rows[] = {
      {"openssl-root.pem", 3, "ec-p256", "ecdsa-sha256", "CN=Acme Root CA,O=Acme,C=DE"},
      {"openssl-full.pem", 3, "ec-p384", "ecdsa-sha256", "CN=web1,O=Acme"},
      {"openssl-v1.pem", 1, "ec-p384", "ecdsa-sha256", "CN=web1,O=Acme"},
      {"openssl-sha1.pem", 1, "rsa-2048", "rsa-sha1", "CN=sha1"},
      {"openssl-rsa1024.pem", 1, "rsa-1024", "rsa-sha256", "CN=rsa1024"},
      {"openssl-p521.pem", 1, "ec-p521", "ecdsa-sha256", "CN=p521"},
      {"openssl-compressed.pem", 1, "ec-p256", "ecdsa-sha256", "CN=compressed"},
      {"openssl-pss.pem", 1, "rsa-pss-2048", "rsa-pss-sha256", "CN=pss"},
      {"openssl-ed25519.pem", 1, "ed25519", "ed25519", "CN=ed25519"},
      {"openssl-negative-serial.pem", 1, "ec-p256", "ecdsa-sha256", "CN=negative"},
      {"certtool-ca.pem", 3, "ed25519", "ed25519", "CN=GnuTLS CA,O=Acme"},
      {"certtool-server.pem", 3, "rsa-2048", "ed25519", "CN=web2,O=Acme,C=DE"},
      {"pki-ca.pem", 3, "rsa-2048", "rsa-sha384", "CN=strongSwan CA,O=Acme,C=DE"},
      {"pki-gw.pem", 3, "rsa-2048", "rsa-sha256", "CN=gw,O=Acme"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const Certificate c = read(row.file);
    CHECK(c.version == row.version);
    CHECK(c.key.word() == row.key);
    CHECK(c.signature_algorithm.word == row.algorithm);
    CHECK(c.subject.text() == row.subject);
    CHECK(pem(c.der) == data("cert/" + row.file));
    CHECK(c.fingerprint() == digest::sha256_hex(c.der));
  }
}

TEST_CASE("every extension that pkit knows") {
  const Certificate c = read("openssl-full.pem");
  CHECK(c.serial_hex() == "ff12");
  CHECK(c.is_ca == false);
  CHECK_FALSE(c.path_length);
  CHECK(c.key_usage == Words{"digitalSignature", "keyAgreement"});
  CHECK(c.extended_key_usage == Words{"serverAuth", "clientAuth", "1.3.6.1.4.1.311.20.2.2"});
  const std::vector<San> sans = {
      {SanType::dns, "web1.corp.example"},
      {SanType::dns, "*.corp.example"},
      {SanType::ip, "10.0.0.1"},
      {SanType::ip, "2001:db8::1"},
      {SanType::email, "ops@corp.example"},
      {SanType::uri, "https://corp.example/a"},
      {SanType::other, "dirName"},
      {SanType::rid, "1.2.3"},
      {SanType::other, "otherName"},
  };
  CHECK(c.sans.size() == sans.size());
  for (std::size_t i = 0; i < std::min(sans.size(), c.sans.size()); ++i) {
    CAPTURE(c.sans[i].value);
    CHECK(c.sans[i].type == sans[i].type);
    if (sans[i].type != SanType::other) CHECK(c.sans[i].value == sans[i].value);
  }
  CHECK(c.san_faults.empty());
  CHECK(c.authority_key_id == read("openssl-root.pem").subject_key_id);
  CHECK(c.subject_key_id.size() == 20);
  CHECK(c.crl_urls ==
        Words{"http://corp.example/one.crl", "ldap://corp.example/cn=one", "http://corp.example/two.crl"});
  CHECK(c.ocsp_urls == Words{"http://ocsp.corp.example/"});
  CHECK(c.issuer_urls == Words{"http://corp.example/ca.crt"});
  CHECK(c.extensions.size() == 10);
  REQUIRE(c.extension("2.5.29.15"));
  CHECK(c.extension("2.5.29.15")->critical);
  CHECK_FALSE(c.extension("1.2.3"));

  const Certificate root = read("openssl-root.pem");
  CHECK(root.is_ca == true);
  CHECK(root.path_length == 1);
  CHECK(root.key_usage == Words{"keyCertSign", "cRLSign"});
}

TEST_CASE("what is only unwise is read and told") {
  CHECK_FALSE(read("openssl-sha1.pem").signature_algorithm.taken);  // X20: read, and not believed
  CHECK_FALSE(read("openssl-rsa1024.pem").key_taken);
  CHECK(read("openssl-negative-serial.pem").serial_hex() == "-ff");
  CHECK(read("openssl-v1.pem").serial_hex() == "00");
  const Certificate c = read("openssl-underscore.pem");
  CHECK(c.sans.size() == 2);
  CHECK(c.san_faults.empty());
  REQUIRE(c.oddities.size() == 1);
  CHECK(c.oddities[0].which == Tolerance::dns_underscore);
}

TEST_CASE("serials are the hexadecimal magnitude") {
  struct Row {
    Bytes serial;
    std::string hex;
  };
  const Row rows[] = {{{0x00}, "00"},
                      {{0x01}, "01"},
                      {{0x7f, 0xff}, "7fff"},
                      {{0x00, 0x80}, "80"},
                      {{0x00, 0xef, 0x00}, "ef00"},
                      {{0xff}, "-01"},
                      {{0x80}, "-80"},
                      {{0xff, 0x00}, "-0100"},
                      {{0x80, 0x00, 0x01}, "-7fffff"}};
  for (const Row& row : rows) {
    CAPTURE(row.hex);
    Certificate c;
    c.serial = row.serial;
    CHECK(c.serial_hex() == row.hex);
  }
}

TEST_CASE("files of several certificates, and of one") {
  const std::string two = data("cert/openssl-full.pem") + "text between\n" + data("cert/openssl-root.pem");
  const std::vector<Certificate> chain = parse_certificates(two, "chain.pem");
  REQUIRE(chain.size() == 2);
  CHECK(issued_by(chain[0], chain[1]));
  CHECK(parse_certificates("", "none.pem").empty());
  CHECK(thrown([&] { parse_certificate_file(two, "chain.pem"); }).starts_with("5 pem."));
  CHECK(thrown([&] { parse_certificate_file("hello", "x"); }).starts_with("5 "));
  const std::string der(as_text(chain[0].der));
  CHECK(parse_certificate_file(der, "x.der").der == chain[0].der);
  try {
    parse_certificate_file(der + "x", "x.der");
    FAIL("it was read");
  } catch (const Error& e) {
    CHECK(std::string(e.what()).starts_with("x.der: "));
  }
}

TEST_CASE("issued_by holds for the issuer and for nobody else") {
  for (const std::string word : {"ec-p256", "rsa-2048", "ed25519"}) {
    CAPTURE(word);
    const Certificate issuer = parse_certificate(root(word));
    const Certificate child = parse_certificate(leaf("ec-p256", word));
    CHECK(issued_by(child, issuer));
    CHECK(issued_by(issuer, issuer));
    CHECK_FALSE(issued_by(issuer, child));
    CHECK_FALSE(issued_by(child, child));
    CHECK_FALSE(issued_by(child, parse_certificate(root("ec-p384"))));
  }
}

TEST_CASE("each of its conditions is needed") {
  const Certificate issuer = parse_certificate(root("ec-p256"));
  const Certificate child = parse_certificate(leaf("ec-p384", "ec-p256"));
  REQUIRE(issued_by(child, issuer));
  struct Row {
    const char* what;
    void (*change)(Certificate& child, Certificate& issuer);
    bool holds;
  };
  const Row rows[] = {
      {"no basic constraints", [](Certificate&, Certificate& i) { i.is_ca.reset(); }, false},
      {"no CA", [](Certificate&, Certificate& i) { i.is_ca = false; }, false},
      {"another usage", [](Certificate&, Certificate& i) { i.key_usage = {"cRLSign"}; }, false},
      {"a usage that allows nothing", [](Certificate&, Certificate& i) { i.key_usage.clear(); }, false},
      {"no usage told",  // RFC 5280 6.1.4 (n)
       [](Certificate&, Certificate& i) {
         i.key_usage.clear();
         std::erase_if(i.extensions, [](const Extension& e) { return e.oid == "2.5.29.15"; });
       },
       true},
      {"another name",
       [](Certificate&, Certificate& i) {
         i.subject = Name::of({{"CN", "x"}});
       },
       false},
      {"the name in other case",
       [](Certificate&, Certificate& i) {
         i.subject = Name::of({{"O", "ACME"}, {"CN", "acme  root ca"}});
       },
       true},
      {"another key identifier", [](Certificate&, Certificate& i) { i.subject_key_id[0] ^= 1; }, false},
      {"no key identifier", [](Certificate&, Certificate& i) { i.subject_key_id.clear(); }, true},
      {"a weak key", [](Certificate&, Certificate& i) { i.key_taken = false; }, false},
      {"a weak digest", [](Certificate& c, Certificate&) { c.signature_algorithm.taken = false; }, false},
      {"another signature", [](Certificate& c, Certificate&) { c.signature[20] ^= 1; }, false},
      {"other content", [](Certificate& c, Certificate&) { c.tbs[40] ^= 1; }, false},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.what));
    Certificate changed_child = child, changed_issuer = issuer;
    row.change(changed_child, changed_issuer);
    CHECK(issued_by(changed_child, changed_issuer) == row.holds);
  }
}

TEST_CASE("foreign chains") {
  CHECK(issued_by(read("certtool-server.pem"), read("certtool-ca.pem")));
  CHECK(issued_by(read("pki-gw.pem"), read("pki-ca.pem")));
  CHECK_FALSE(issued_by(read("openssl-sha1.pem"), read("openssl-sha1.pem")));
}
