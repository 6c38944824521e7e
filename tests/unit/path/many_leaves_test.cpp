// One validator that is asked about many leaves of one issuer keeps what it learned above them, and says of each what a
// new one says: libcrypto is not asked again about a leaf that is like one which it accepted.
#include <doctest/doctest.h>

#include "minting.h"
#include "x509/plain_leaf.h"

using namespace pkit;
using namespace pkit::path;
using namespace pkit::path::minting;

namespace {

Spec leaf(const std::vector<Ext>& more = {}) { return leaf_spec("Ca", more); }

Spec named(const std::string& subject, std::int64_t serial = 8) {
  Spec spec = leaf({san({dns("b.example.com"), ip({10, 0, 0, 1})})});
  spec.subject = subject;
  spec.serial = serial;
  return spec;
}

Ext unknown(bool critical) { return {"1.2.3.4", critical, Bytes{0x05, 0x00}}; }

std::string kind(const Spec& spec) { return x509::plain_leaf_kind(mint(spec)); }

/// A T61String is read by some as Latin-1.
x509::Certificate with_subject(const Bytes& subject) {
  const Spec spec = leaf();
  const std::vector<Bytes> parts = {
      element(0xa0, number(2)),        number(spec.serial),
      key("ca").signature_algorithm(), name(spec.issuer),
      validity(spec.from, spec.until), subject,
      key("leaf").public_key().spki(), element(0xa3, sequence({extension(leaf_usage()), extension(aki("ca"))}))};
  return x509::parse_certificate(signed_by(key("ca"), sequence(parts)));
}

Bytes common_name(int tag, std::string_view content) {
  return sequence({element(0x31, sequence({oid("2.5.4.3"), text(tag, content)}))});
}

}  // namespace

TEST_CASE("leaves of one kind differ in serial, dates, key, plain names and identifier alone") {
  const std::string usual = kind(leaf());
  CHECK(!usual.empty());
  CHECK(kind(named("CN=other,O=Acme", 200)) == usual);
  Spec later = leaf();
  later.extensions.front() = ski("later");
  later.as = "later";
  later.until += kDay;
  CHECK(kind(later) == usual);
  for (const Ext& other : {usage(0xc0, 6), purposes({kClient}), unknown(false), policies({"1.2.3"}), aki("root")}) {
    CHECK(!kind(leaf({other})).empty());
    CHECK(kind(leaf({other})) != usual);
  }
  Spec from_elsewhere = leaf();
  from_elsewhere.issuer = "CN=Ca2";
  CHECK(kind(from_elsewhere) != usual);
}

TEST_CASE("a leaf that is not plain is of no kind") {
  for (const Spec& odd :
       {leaf({san({email("a@example.com")})}), leaf({san({directory("CN=x")})}), leaf({san({uri("http://a/")})}),
        leaf({{"2.5.29.14", false, element(0x04, Bytes{1})}}), named("CN=Zoë"), named(""), named("CN=a+O=b"),
        named("CN=Ca"), named("CN=minus", -1), leaf({ca()})})
    CHECK(kind(odd).empty());
  CHECK(x509::plain_leaf_kind(with_subject(common_name(0x14, "t61"))).empty());
  CHECK(x509::plain_leaf_kind(with_subject(common_name(0x1e, std::string("\0a", 2)))).empty());
  CHECK(!x509::plain_leaf_kind(with_subject(common_name(0x13, "printable"))).empty());
}

TEST_CASE("what was accepted before says nothing of a leaf that is bad") {
  const Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root")), mint(ca_spec("Ca2", "Root"))}, {}};
  Validator validator(pool);
  const auto asks = [&](const x509::Certificate& one) { return told(validator.validate(one, asked())); };
  REQUIRE(asks(mint(leaf())) == "valid");
  Spec forged = leaf(), elsewhere = leaf();
  forged.by = "other";
  elsewhere.issuer = "CN=Ca2";
  for (int times = 0; times < 2; ++times) {
    CHECK(asks(mint(named("CN=next"))) == "valid");
    CHECK(asks(mint(forged)) == "signature");
    CHECK(asks(mint(elsewhere)) == "signature");
    CHECK(asks(mint(leaf({unknown(true)}))) == "critical");
    CHECK(asks(with_subject(common_name(0x14, "t61"))) == judge(with_subject(common_name(0x14, "t61")), pool));
  }
  Question server = asked();
  server.purpose = Purpose::server;
  CHECK(told(validator.validate(mint(leaf({purposes({kClient})})), asked())) == "valid");
  CHECK(told(validator.validate(mint(leaf({purposes({kClient})})), server)) == "purpose");
}

TEST_CASE("under name constraints each leaf is looked at") {
  const Pool pool{{mint(root_spec())},
                  {mint(ca_spec("Ca", "Root", {constraints({dns("example.com")}, {dns("b.example.com")})}))},
                  {}};
  Validator validator(pool);
  CHECK(told(validator.validate(mint(leaf()), asked())) == "valid");
  CHECK(told(validator.validate(mint(named("CN=next")), asked())) == "excluded");
}

TEST_CASE("whatever bit of a leaf is another, a validator that knows its like says what a new one says") {
  const Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root"))}, {}};
  const x509::Certificate sound = mint(leaf());
  Validator validator(pool);
  REQUIRE(told(validator.validate(sound, asked())) == "valid");
  std::size_t read = 0, accepted = 0;
  for (std::size_t at = 0; at < sound.tbs.size(); ++at) {
    Bytes tbs = sound.tbs;
    tbs[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
    std::optional<x509::Certificate> other;
    try {
      other = x509::parse_certificate(signed_by(key("ca"), tbs));
    } catch (const Error&) {
      continue;
    }
    ++read;
    const std::string verdict = told(validator.validate(*other, asked()));
    CHECK_MESSAGE(verdict == judge(*other, pool), "byte " << at);
    accepted += verdict == "valid" ? 1 : 0;
  }
  CHECK(read > 50);
  CHECK(accepted > 20);
}
