// A local authority: opening, signing, rehearsing, and what it refuses.
#include "fixtures.h"
#include "x509/lint.h"

using namespace pkit;

namespace {

const x509::PrivateKey& leaf_key() {
  static const x509::PrivateKey key = x509::PrivateKey::generate("ec-p256");
  return key;
}

x509::CertificateFields leaf(const test::Ca& ca) { return test::leaf_fields(leaf_key().public_key(), ca.now); }

std::string sign(const test::Ca& ca, const x509::CertificateFields& fields) {
  const auto authority = ca.open();
  return test::verdict([&] { authority->sign(test::mandate_of(fields), authority::new_serial(ca.world, ca.now)); });
}

/// A CA certificate that the ceremony would not make, signed by `by` for `key`.
Bytes odd_ca(const test::Ca& ca, const x509::PrivateKey& key,
             const std::function<void(x509::CertificateFields&)>& change) {
  x509::CertificateFields fields = test::leaf_fields(key.public_key(), ca.now);
  fields.serial = authority::new_serial(ca.world, ca.now);
  fields.issuer = x509::parse_certificate(ca.root.certificate).subject.der();
  fields.authority_key_id = x509::parse_certificate(ca.root.certificate).subject_key_id;
  fields.ca = true;
  fields.key_usage = {"keyCertSign", "cRLSign"};
  change(fields);
  const Bytes tbs = x509::build_tbs(fields, ca.root.key.signature_algorithm());
  return x509::assemble(tbs, ca.root.key.signature_algorithm(), ca.root.key.sign(tbs));
}

}  // namespace

TEST_CASE("a leaf says what its mandate says, under the issuer's name and key") {
  const test::Ca ca;
  const auto authority = ca.open();
  CHECK(authority->name() == "issuing");
  CHECK(authority->chain().size() == 2);
  CHECK(authority->issuer().der == ca.issuing.certificate);
  const Bytes serial = authority::new_serial(ca.world, ca.now);
  const x509::CertificateFields fields = leaf(ca);
  const auto made = authority->sign(test::mandate_of(fields), serial);
  CHECK(made.der == made.certificate.der);
  const x509::Certificate& c = made.certificate;
  CHECK(c.serial == serial);
  CHECK(c.subject.der() == fields.subject);
  CHECK(c.issuer.der() == authority->issuer().subject.der());
  CHECK(c.not_before == fields.not_before);
  CHECK(c.not_after == fields.not_after);
  CHECK(c.key.spki() == leaf_key().public_key().spki());
  CHECK(c.is_ca.value_or(false) == false);
  CHECK(c.key_usage == fields.key_usage);
  CHECK(c.extended_key_usage == fields.extended_key_usage);
  CHECK(c.sans == fields.sans);
  CHECK(c.crl_urls == fields.crl_urls);
  CHECK(c.issuer_urls == fields.issuer_urls);
  CHECK(c.authority_key_id == authority->issuer().subject_key_id);
  CHECK(x509::issued_by(c, authority->issuer()));
  CHECK(x509::lint(c).empty());
}

TEST_CASE("a rehearsal needs no key and its result is nobody's certificate") {
  const test::Ca ca;
  std::filesystem::remove(ca.config.key);
  const auto authority = ca.open();
  const auto made = authority->rehearse(test::mandate_of(leaf(ca)), authority::new_serial(ca.world, ca.now));
  CHECK(made.certificate.sans == leaf(ca).sans);
  CHECK(made.certificate.issuer.same_as(authority->issuer().subject));
  CHECK(!x509::issued_by(made.certificate, authority->issuer()));
  CHECK(sign(ca, leaf(ca)) == "10 authority.key");
}

TEST_CASE("a rehearsal refuses what signing would refuse") {
  const test::Ca ca;
  x509::CertificateFields fields = leaf(ca);
  fields.not_after = fields.not_before - 1000;
  CHECK(test::verdict([&] { ca.open()->rehearse(test::mandate_of(fields), Bytes{1}); }) == "1 authority.lint");
}

TEST_CASE("the last line of defence") {
  const test::Ca ca;
  struct Row {
    const char* name;
    void (*change)(x509::CertificateFields&);
    const char* verdict;
  };
  for (const Row& row : {
           Row{"fine", [](x509::CertificateFields&) {}, "1 none"},
           Row{"outlives the issuer", [](x509::CertificateFields& f) { f.not_after = add_years(f.not_before, 11); },
               "1 authority.beyond"},
           Row{"a CA", [](x509::CertificateFields& f) { f.ca = true; }, "1 authority.leaf"},
           Row{"a path length", [](x509::CertificateFields& f) { f.path_length = 0; }, "1 authority.leaf"},
           Row{"ends before it begins", [](x509::CertificateFields& f) { f.not_after = f.not_before - 1000; },
               "1 authority.lint"},
           Row{"signs certificates", [](x509::CertificateFields& f) { f.key_usage = {"keyCertSign"}; },
               "1 authority.lint"},
       }) {
    CAPTURE(row.name);
    x509::CertificateFields fields = leaf(ca);
    row.change(fields);
    CHECK(sign(ca, fields) == row.verdict);
  }
}

TEST_CASE("what the lint finds is listed by clause") {
  const test::Ca ca;
  x509::CertificateFields fields = leaf(ca);
  fields.not_after = fields.not_before - 1000;
  const auto authority = ca.open();
  const Error e = test::error_of([&] { authority->sign(test::mandate_of(fields), Bytes(21, 1)); });
  REQUIRE(!e.details().empty());
  CHECK(e.details()[0].code.starts_with("lint."));
  CHECK(e.details()[0].where.starts_with("RFC "));
}

TEST_CASE("an issuer that cannot issue is refused when it is opened") {
  const test::Ca ca;
  const auto opened = [&](const std::string& certificate, Time now) {
    test::write(ca.config.certificate, certificate);
    return test::verdict([&] { authority::open_local(ca.config, ca.access(), now); });
  };
  const auto odd = [&](auto change) { return test::pem_of(odd_ca(ca, ca.issuing.key, change)); };
  const std::string good = test::pem_of(ca.issuing.certificate);
  CHECK(opened(good, ca.now) == "1 none");
  CHECK(opened(good, add_years(ca.now, 11)) == "10 authority.expired");
  CHECK(opened(good, ca.now - 120'000) == "10 authority.expired");
  CHECK(opened("nothing", ca.now) == "10 authority.certificate");
  CHECK(opened("", ca.now) == "10 authority.certificate");
  CHECK(opened(odd([](auto&) {}), ca.now) == "1 none");
  CHECK(opened(odd([](auto& f) { f.key_usage = {"cRLSign"}; }), ca.now) == "10 authority.certificate");
  CHECK(opened(odd([](auto& f) { f.key_usage = {}; }), ca.now) ==
        "1 none");  // RFC 5280 4.2.1.3: absent, for everything
  CHECK(opened(odd([](auto& f) {
                 f.ca = false;
                 f.key_usage = {"digitalSignature"};
               }),
               ca.now) == "10 authority.certificate");
  std::filesystem::remove(ca.config.certificate);
  CHECK(test::verdict([&] { ca.open(); }) == "10 authority.certificate");
}

TEST_CASE("a chain is the issuer's own, in order, and valid") {
  const test::Ca ca, other;
  const std::string root = test::pem_of(ca.root.certificate), issuing = test::pem_of(ca.issuing.certificate);
  const auto opened = [&](const std::string& chain) {
    test::write(ca.config.chain, chain);
    return test::verdict([&] { ca.open(); });
  };
  CHECK(opened(root) == "1 none");
  CHECK(opened(issuing + root) == "1 none");
  CHECK(ca.open()->chain().size() == 2);
  CHECK(opened(test::pem_of(other.root.certificate)) == "10 authority.certificate");
  CHECK(opened(root + issuing) == "10 authority.certificate");
  CHECK(opened(root + test::pem_of(other.root.certificate)) == "10 authority.certificate");
  CHECK(opened("no certificate") == "10 authority.certificate");

  authority::AuthorityConfig alone = ca.config;
  alone.chain.clear();
  CHECK(authority::open_local(alone, ca.access(), ca.now)->chain().size() == 1);
}

TEST_CASE("a key that cannot sign is refused at the first signature, not before") {
  const Secret passphrase("correct horse battery staple correct horse battery");
  test::Ca ca("ec-p256", passphrase);
  const x509::CertificateFields fields = leaf(ca);
  CHECK(sign(ca, fields) == "10 key.passphrase");

  test::write(ca.directory / "right", std::string(passphrase.reveal()) + "\n", Mode::secret);
  test::write(ca.directory / "wrong", "wrong\n", Mode::secret);
  ca.config.passphrase = "file:" + (ca.directory / "right").string();
  CHECK(sign(ca, fields) == "1 none");
  ca.config.passphrase = "file:" + (ca.directory / "wrong").string();
  CHECK(sign(ca, fields) == "10 key.passphrase");
  ca.config.passphrase = "file:" + (ca.directory / "absent").string();
  CHECK(sign(ca, fields) == "10 authority.passphrase");
  ca.config.passphrase = "prompt";
  CHECK(sign(ca, fields) == "10 authority.passphrase");

  const std::string plain(ca.issuing.key.to_pem(Secret()).reveal());
  test::write(ca.config.key, plain, Mode::secret);
  CHECK(sign(ca, fields) == "1 none");  // nobody is asked for the passphrase of a plain key
  test::write(ca.config.key, plain, Mode::shared);
  CHECK(sign(ca, fields) == "10 authority.key");
  test::write(ca.config.key, ca.root.key.to_pem(Secret()).reveal(), Mode::secret);
  CHECK(sign(ca, fields) == "10 authority.key");
  test::write(ca.config.key, "nothing", Mode::secret);
  CHECK(sign(ca, fields) == "10 authority.key");
}
