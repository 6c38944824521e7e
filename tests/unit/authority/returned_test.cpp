// What another CA returns, held against what was granted: one row a way in which it may differ.
#include "authority/returned.h"

#include "fixtures.h"

using namespace pkit;

namespace {

constexpr Duration kHour = 3600LL * 1000, kDay = 24 * kHour;

const x509::PrivateKey& granted_key() {
  static const x509::PrivateKey key = x509::PrivateKey::generate("ec-p256");
  return key;
}

/// As the other CA would make what was granted.
x509::CertificateFields sound_fields(const test::Ca& ca) {
  x509::CertificateFields fields = test::leaf_fields(granted_key().public_key(), ca.now);
  const x509::Certificate issuer = x509::parse_certificate(ca.issuing.certificate);
  fields.serial = authority::new_serial(ca.world, ca.now);
  fields.issuer = issuer.subject.der();
  fields.authority_key_id = issuer.subject_key_id;
  return fields;
}

Bytes signed_by(const x509::PrivateKey& key, const x509::CertificateFields& fields) {
  const Bytes tbs = x509::build_tbs(fields, key.signature_algorithm());
  return x509::assemble(tbs, key.signature_algorithm(), key.sign(tbs));
}

/// Where it differs, each place once.
std::string differs(const test::Ca& ca, const x509::CertificateFields& returned, Time asked) {
  const x509::CertificateFields granted = sound_fields(ca);
  const x509::Certificate issuer = x509::parse_certificate(ca.issuing.certificate);
  const x509::Certificate leaf = x509::parse_certificate(signed_by(ca.issuing.key, returned));
  std::string places;
  for (const Fault& fault : authority::judge_returned(leaf, {granted, issuer, asked, ca.now})) {
    CHECK(fault.code == "gateway.certificate");
    CHECK(fault.kind == Kind::config);
    places += (places.empty() ? "" : " ") + fault.where;
  }
  return places;
}

}  // namespace

TEST_CASE("each way to differ from what was granted has its place") {
  const test::Ca ca;
  struct Row {
    const char* name;
    std::function<void(x509::CertificateFields&)> change;
    const char* where;
  };
  using Fields = x509::CertificateFields;
  const Time end = sound_fields(ca).not_after;
  const std::vector<Row> rows = {
      {"as granted", [](Fields&) {}, ""},
      {"shorter", [&](Fields& f) { f.not_after = end - kDay; }, ""},
      {"a usage fewer", [](Fields& f) { f.extended_key_usage = {"clientAuth"}; }, ""},
      {"no URLs", [](Fields& f) { f.crl_urls = f.issuer_urls = {}; }, ""},
      {"names in another order", [](Fields& f) { std::swap(f.sans[0], f.sans[1]); }, ""},
      {"another key",
       [](Fields& f) {
         static const x509::PrivateKey other = x509::PrivateKey::generate("ec-p256");
         f.spki = other.public_key().spki();
       },
       "key"},
      {"another subject",
       [](Fields& f) {
         f.subject = x509::Name::of({{"CN", "web1"}}).der();
       },
       "subject"},
      {"a name more",
       [](Fields& f) {
         f.sans.push_back({x509::SanType::dns, "admin.corp.example"});
       },
       "subjectAltName"},
      {"a name fewer", [](Fields& f) { f.sans.pop_back(); }, "subjectAltName"},
      {"a name of another type", [](Fields& f) { f.sans[0].type = x509::SanType::email; },
       "subjectAltName subjectAltName"},
      {"no names", [](Fields& f) { f.sans.clear(); }, "subjectAltName subjectAltName"},
      {"a second longer", [&](Fields& f) { f.not_after = end + 1000; }, "notAfter"},
      {"ended", [&](Fields& f) { f.not_after = f.not_before + 30'000; }, "notAfter"},
      {"begins in an hour", [&](Fields& f) { f.not_before = ca.now + kHour; }, "notBefore"},
      {"began a day before", [](Fields& f) { f.not_before -= kDay - kHour; }, ""},
      {"began two days before", [](Fields& f) { f.not_before -= 2 * kDay; }, "notBefore"},
      {"a usage more", [](Fields& f) { f.extended_key_usage.push_back("codeSigning"); }, "extendedKeyUsage"},
      {"for anything", [](Fields& f) { f.extended_key_usage.clear(); }, "extendedKeyUsage"},
      {"any key usage", [](Fields& f) { f.key_usage.clear(); }, "keyUsage"},
      {"signs certificates", [](Fields& f) { f.key_usage.push_back("keyCertSign"); }, "keyUsage"},
      {"a CA", [](Fields& f) { f.ca = true; }, "basicConstraints"},
      {"serial 0", [](Fields& f) { f.serial = {0}; }, "serial"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    x509::CertificateFields fields = sound_fields(ca);
    row.change(fields);
    CHECK(differs(ca, fields, ca.now) == row.where);
  }
}

TEST_CASE("an order of long ago may have been answered then") {
  const test::Ca ca;
  x509::CertificateFields fields = sound_fields(ca);
  fields.not_before -= 20 * kDay;
  CHECK(differs(ca, fields, ca.now) == "notBefore");
  CHECK(differs(ca, fields, ca.now - 20 * kDay) == "");
}

TEST_CASE("whose key signed it counts, not whose name it bears") {
  const test::Ca ca, other;
  const x509::CertificateFields granted = sound_fields(ca);
  const x509::Certificate issuer = x509::parse_certificate(ca.issuing.certificate);
  const x509::Certificate forged = x509::parse_certificate(signed_by(other.issuing.key, granted));
  const std::vector<Fault> faults = authority::judge_returned(forged, {granted, issuer, ca.now, ca.now});
  REQUIRE(faults.size() == 1);
  CHECK(faults.front().where == "issuer");
}

TEST_CASE("what is returned is one certificate as PEM and nothing else") {
  const test::Ca ca;
  const std::string pem = test::pem_of(ca.issuing.certificate), none = "5 gateway.certificate";
  CHECK(authority::read_returned(pem).der == ca.issuing.certificate);
  CHECK(authority::read_returned("\n" + pem + "\n").der == ca.issuing.certificate);
  for (const std::string& text :
       {std::string(), pem + pem, "x" + pem, pem + "x", x509::write_pem("X509 CRL", Bytes{5})})
    CHECK(test::verdict([&] { authority::read_returned(text); }) == none);
  Bytes longer = ca.issuing.certificate;
  longer.push_back(0);
  CHECK(test::error_of([&] { authority::read_returned(test::pem_of(longer)); }).kind() == Kind::input);
}
