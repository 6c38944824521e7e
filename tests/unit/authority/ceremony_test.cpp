#include "authority/ceremony.h"

#include "fixtures.h"

using namespace pkit;

TEST_CASE("a ceremony makes a root and an issuing CA under it") {
  const test::Ca ca;
  const auto root = x509::parse_certificate(ca.root.certificate);
  const auto issuing = x509::parse_certificate(ca.issuing.certificate);
  CHECK(root.subject.text() == "CN=Test Root CA");
  CHECK(root.issuer.same_as(root.subject));
  CHECK(x509::issued_by(root, root));
  CHECK(root.is_ca == true);
  CHECK(!root.path_length);
  CHECK(root.key_usage == std::vector<std::string>{"keyCertSign", "cRLSign"});
  CHECK(root.extended_key_usage.empty());
  CHECK(root.not_before == ca.now - ca.now % 1000 - 60'000);
  CHECK(root.not_after == add_years(root.not_before, 20) - 1000);
  CHECK(issuing.subject.text() == "CN=Test Issuing CA");
  CHECK(x509::issued_by(issuing, root));
  CHECK(issuing.path_length == 0);
  CHECK(issuing.authority_key_id == root.subject_key_id);
  CHECK(issuing.not_after == add_years(issuing.not_before, 10) - 1000);
  CHECK(issuing.serial != root.serial);
  CHECK(issuing.key.key_id() == ca.issuing.key.public_key().key_id());
}

TEST_CASE("an issuing CA ends with its root at the latest") {
  const World world = real_world();
  const Time now = world.now();
  const auto root = authority::make_root({"R", "ec-p256", 5}, world, now);
  const auto issuing = authority::make_issuing({"I", "ec-p256", 10}, root, world, now + 86'400'000);
  CHECK(x509::parse_certificate(issuing.certificate).not_after == x509::parse_certificate(root.certificate).not_after);
}

TEST_CASE("a CA under an issuing CA is none") {
  const test::Ca ca;
  const auto below = authority::make_issuing({"Too deep", "ec-p256", 1}, ca.issuing, ca.world, ca.now);
  test::Ca other;
  test::write(other.config.certificate, test::pem_of(below.certificate));
  test::write(other.config.chain, test::pem_of(ca.issuing.certificate) + test::pem_of(ca.root.certificate));
  const Error e = test::error_of([&] { other.open(); });
  CHECK(test::verdict_of(e) == "10 authority.certificate");
  CHECK(std::string(e.what()).find("fewer CAs below it") != std::string::npos);
}

TEST_CASE("a name or key type that cannot be is refused") {
  const World world = real_world();
  CHECK(test::verdict([&] { authority::make_root({"R", "ec-p999", 1}, world, world.now()); }) == "2 key.word");
  CHECK(test::error_of([&] {
          authority::make_root({std::string(65, 'x'), "ec-p256", 1}, world, world.now());
        }).kind() == Kind::input);
}
