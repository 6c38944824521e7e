// RFC 5280 6.1.3 and 6.1.4, 4.1 and 4.2: one case a clause, and path building over every candidate.
#include <doctest/doctest.h>

#include "minting.h"

using namespace pkit;
using namespace pkit::path;
using namespace pkit::path::minting;

namespace {

Question lenient() {
  Question question = asked();
  question.lenient = true;
  return question;
}

Pool pool_of(std::vector<x509::Certificate> roots, std::vector<x509::Certificate> intermediates) {
  return {std::move(roots), std::move(intermediates), {}};
}

std::string at(Time when, const Spec& leaf) {
  Question question = asked();
  question.at = when;
  return judge(mint(leaf), pool_of({mint(root_spec())}, {}), question);
}

}  // namespace

TEST_CASE("a sound path, of two, three and one") {
  CHECK(three({}, {}, {}) == "valid");
  CHECK(judge(mint(leaf_spec("Root")), pool_of({mint(root_spec())}, {})) == "valid");
  const x509::Certificate root = mint(root_spec());
  CHECK(judge(root, pool_of({root}, {})) == "valid");
}

TEST_CASE("6.1.3 (a)(1): the signature, and that somebody trusted is above") {
  CHECK(judge(mint(leaf_spec("Ca")), pool_of({mint(root_spec())}, {})) == "issuer");
  CHECK(judge(mint(root_spec()), pool_of({}, {})) == "issuer");
  Spec forged = leaf_spec("Root");
  forged.by = "other";
  CHECK(judge(mint(forged), pool_of({mint(root_spec())}, {})) == "signature");
}

TEST_CASE("6.1.3 (a)(2), 4.1.2.5: both ends of the validity count, and not a millisecond more") {
  Spec leaf = leaf_spec("Root");
  leaf.from = kNow;
  leaf.until = kNow + 1000;
  CHECK(at(kNow - 1, leaf) == "not_yet");
  CHECK(at(kNow, leaf) == "valid");
  CHECK(at(kNow + 1000, leaf) == "valid");
  CHECK(at(kNow + 1001, leaf) == "expired");
  Spec root = root_spec();
  root.until = kNow - 1000;
  CHECK(judge(mint(leaf_spec("Root")), pool_of({mint(root)}, {})) == "expired");
}

TEST_CASE("6.1.4 (k), (n): who may issue") {
  Spec plain = ca_spec("Ca", "Root");
  std::erase_if(plain.extensions, [](const Ext& e) { return e.oid == "2.5.29.19"; });
  CHECK(judge(mint(leaf_spec("Ca")), pool_of({mint(root_spec())}, {mint(plain)}), lenient()) == "not_ca");
  CHECK(three({}, {leaf_usage()}, {}, lenient()) == "key_usage");
  CHECK(three({leaf_usage()}, {}, {}, lenient()) == "key_usage");
}

TEST_CASE("6.1.4 (l), (m): path lengths; self-issued certificates do not count") {
  CHECK(three({ca(0)}, {}, {}) == "length");
  CHECK(three({ca(1)}, {ca(0)}, {}) == "valid");
  Spec rollover = ca_spec("Ca", "Ca");
  rollover.as = "ca-new";
  rollover.extensions = with(rollover.extensions, {ski("ca-new"), aki("ca")});
  Spec leaf = leaf_spec("Ca");
  leaf.by = "ca-new";
  leaf.extensions = with(leaf.extensions, {aki("ca-new")});
  CHECK(judge(mint(leaf),
              pool_of({mint(root_spec({ca(1)}))}, {mint(ca_spec("Ca", "Root", {ca(0)})), mint(rollover)})) == "valid");
  Question shallow = asked();
  shallow.max_depth = 0;
  CHECK(three({}, {}, {}, shallow) == "depth");
}

TEST_CASE("6.1.4 (o), 6.1.5 (f): critical extensions that are not known, in every certificate") {
  const Ext unknown{"1.3.6.1.4.1.99999.1", true, Bytes{0x05, 0x00}}, tolerable{unknown.oid, false, unknown.value};
  CHECK(three({}, {}, {unknown}) == "critical");
  CHECK(three({}, {unknown}, {}) == "critical");
  CHECK(three({unknown}, {}, {}) == "critical");
  CHECK(three({tolerable}, {tolerable}, {tolerable}) == "valid");
}

TEST_CASE("4.2: extensions that nothing else decodes must be readable") {
  for (const char* each : {"2.5.29.30", "2.5.29.32", "2.5.29.33", "2.5.29.36", "2.5.29.54", "2.5.29.46", "2.5.29.18"}) {
    CAPTURE(each);
    CHECK(three({}, {{each, true, Bytes{0x30, 0x03, 0x02, 0x01}}}, {}, lenient()).find("malformed") == 0);
    CHECK(three({}, {{each, true, Bytes{0x30, 0x00}}}, {}, lenient()).find("malformed") == 0);
  }
  CHECK(three({}, {policies({"1.2.3", "1.2.3"})}, {}).find("malformed") == 0);  // 4.2.1.4
  CHECK(three({}, {}, {policies({"1.2.3", "1.2.3"})}).find("malformed") == 0);
}

TEST_CASE("4.2.1.6: a name that is empty, ends at a NUL, or is no address, is refused by both stances") {
  const std::string_view nul("a\0.example.com", 14), mailbox("a\0b@example.com", 15), url("https://a\0b/", 13);
  for (const Bytes& each :
       {dns(nul), dns(""), email(mailbox), email(""), uri(url), uri(""), ip({1, 2, 3, 4, 5}), ip({})})
    CHECK(three({}, {}, {san({each})}, lenient()) == "malformed");
  CHECK(three({}, {}, {san({dns("a.example.com.")})}) == "profile");
  CHECK(three({}, {}, {san({dns("a*.example.com")})}) == "profile");
}

TEST_CASE("4.2.1.4: qualifiers that are not known, of a critical extension or of anyPolicy") {
  const auto policy = [](const char* of, const char* qualifier, bool critical) {
    const Bytes qualifiers = sequence({sequence({oid(qualifier), text(0x16, "http://cps.example/")})});
    return Ext{"2.5.29.32", critical, sequence({sequence({oid(of), qualifiers})})};
  };
  const char *any = "2.5.29.32.0", *statement = "1.3.6.1.5.5.7.2.1", *unknown = "1.2.3.4.5";
  CHECK(three({}, {}, {policy("1.2.3", unknown, true)}, lenient()) == "malformed");
  CHECK(three({}, {policy(any, unknown, false)}, {}, lenient()) == "malformed");
  CHECK(three({}, {}, {policy("1.2.3", unknown, false)}) == "valid");
  CHECK(three({}, {policy(any, statement, true)}, {policy("1.2.3", statement, true)}) == "valid");
}

TEST_CASE("4.2.1.1, 4.2.1.3: an identifier that names no key, a key usage that allows nothing") {
  CHECK(three({}, {}, {{"2.5.29.35", false, sequence({})}}) == "profile");
  CHECK(three({}, {}, {{"2.5.29.35", false, sequence({})}}, lenient()) == "valid");
  CHECK(three({}, {}, {usage(0x00, 7)}) == "profile");
  CHECK(three({}, {}, {aki("other")}, lenient()).find("libcrypto") == 0);
}

TEST_CASE("4.1.2.1: extensions in version 1, versions 2 and 4") {
  for (const int version : {1, 2, 4}) {
    Spec leaf = leaf_spec("Root");
    leaf.version = version;
    CHECK_THROWS_WITH_AS(mint(leaf), doctest::Contains("version"), Error);
  }
}

TEST_CASE("4.2.1.10: what restricts paths is refused in a leaf") {
  CHECK(three({}, {}, {constraints({dns("example.com")})}, lenient()) == "leaf_extension");
  CHECK(three({}, {}, {inhibit_any(0)}, lenient()) == "leaf_extension");
  CHECK(three({}, {}, {policy_constraints(0)}, lenient()).find("leaf_extension") == 0);
  CHECK(three({}, {}, {mappings({{"1.2.3", "1.2.4"}})}, lenient()) == "leaf_extension");
}

TEST_CASE("RFC 9608 2: noRevAvail is NULL, a leaf's, not critical, and alone") {
  const Ext none{"2.5.29.56", false, Bytes{0x05, 0x00}};
  const Ext point{"2.5.29.31", false, sequence({sequence({element(0xa0, element(0xa0, uri("http://a/")))})})};
  CHECK(three({}, {}, {none}) == "valid");
  CHECK(three({}, {none}, {}) == "no_revocation");
  CHECK(three({}, {}, {none, point}) == "no_revocation");
  CHECK(three({}, {}, {{none.oid, true, none.value}}).find("no_revocation") != std::string::npos);
  CHECK(three({}, {}, {{none.oid, false, Bytes{0x30, 0x00}}}) == "malformed");
}

TEST_CASE("4.2.1.12: purposes, which a CA restricts too") {
  Question client = asked();
  client.purpose = Purpose::client;
  CHECK(three({}, {}, {}, client) == "valid");
  CHECK(three({}, {}, {purposes({kServer})}, client) == "purpose");
  CHECK(three({}, {purposes({kServer})}, {}, client) == "purpose");
  CHECK(three({}, {purposes({kServer, kClient})}, {}, client) == "valid");
  CHECK(three({}, {purposes({"2.5.29.37.0"})}, {}, client).find("libcrypto") == 0);  // OpenSSL's view of a CA's "any"
  CHECK(three({}, {}, {purposes({"2.5.29.37.0"})}, client) == "purpose");
  CHECK(three({}, {}, {usage(0x20, 5)}, client) == "purpose_usage");  // keyEncipherment alone
}

TEST_CASE("the strict stance, and what --lenient takes") {
  const auto both = [](const std::vector<Ext>& in_ca, const std::vector<Ext>& in_leaf) {
    return three({}, in_ca, in_leaf) + " / " + three({}, in_ca, in_leaf, lenient());
  };
  Ext plain = ca();
  plain.critical = false;
  CHECK(both({plain}, {}) == "profile / valid");
  CHECK(both({}, {usage(0x84, 2)}) == "profile / valid");  // keyCertSign on a leaf
  Spec leaf = leaf_spec("Root");
  leaf.serial = 0;
  const Pool pool = pool_of({mint(root_spec())}, {});
  CHECK(judge(mint(leaf), pool) == "profile");
  CHECK(judge(mint(leaf), pool, lenient()) == "valid");
  Spec bare = leaf_spec("Root");
  std::erase_if(bare.extensions, [](const Ext& e) { return e.oid == "2.5.29.35"; });
  CHECK(judge(mint(bare), pool) == "profile");
  CHECK(judge(mint(bare), pool, lenient()) == "valid");
}

TEST_CASE("version 1: never an issuer between, a leaf where lenient") {
  Spec old = leaf_spec("Root");
  old.version = 1;
  old.extensions.clear();
  const Pool pool = pool_of({mint(root_spec())}, {});
  CHECK(judge(mint(old), pool).find("profile") == 0);
  CHECK(judge(mint(old), pool, lenient()) == "valid");
  Spec issuer = ca_spec("Ca", "Root");
  issuer.version = 1;
  issuer.extensions.clear();
  CHECK(judge(mint(leaf_spec("Ca")), pool_of({mint(root_spec())}, {mint(issuer)}), lenient()) == "not_ca");
}

TEST_CASE("7.1: names chain whatever their case, spaces and string types") {
  Spec leaf = leaf_spec("Root");
  leaf.issuer = "CN=  rOOT ";
  CHECK(judge(mint(leaf), pool_of({mint(root_spec())}, {})) == "valid");
}

TEST_CASE("every candidate is tried: same names, several keys, cross-certificates, loops") {
  // The first CA of that name is over, the second has another key, the third is right.
  Spec over = ca_spec("Ca", "Root");
  over.until = kNow - 1000;
  over.serial = 1;
  Spec other = ca_spec("Ca", "Root");
  other.as = "ca2";
  other.extensions = with(other.extensions, {ski("ca2")});
  const auto right = mint(ca_spec("Ca", "Root"));
  CHECK(judge(mint(leaf_spec("Ca")), pool_of({mint(root_spec())}, {mint(over), mint(other), right})) == "valid");
  CHECK(judge(mint(leaf_spec("Ca")), pool_of({mint(root_spec())}, {mint(over), mint(other)})) == "expired");
  // A and B certify each other; only B is certified by the root too.
  const auto a_by_b = mint(ca_spec("A", "B")), b_by_a = mint(ca_spec("B", "A")), b_by_root = mint(ca_spec("B", "Root"));
  CHECK(judge(mint(leaf_spec("A")), pool_of({mint(root_spec())}, {a_by_b, b_by_a, b_by_root})) == "valid");
  CHECK(judge(mint(leaf_spec("A")), pool_of({mint(root_spec())}, {a_by_b, b_by_a})) == "issuer");
  // One of two paths is constrained.
  const auto narrow = mint(ca_spec("Ca", "Root", {constraints({dns("other.example")})}));
  CHECK(judge(mint(leaf_spec("Ca")), pool_of({mint(root_spec())}, {narrow, right})) == "valid");
  CHECK(judge(mint(leaf_spec("Ca")), pool_of({mint(root_spec())}, {narrow})) == "not_permitted");
}

TEST_CASE("a hostile pool costs no more than the budget") {
  std::vector<x509::Certificate> many;
  for (int i = 0; i < 12; ++i)
    for (int j = 0; j < 12; ++j) {
      Spec each = ca_spec("Ca", "Ca");
      each.as = "h" + std::to_string(i);
      each.by = "h" + std::to_string(j);
      each.serial = i * 100 + j + 1;
      each.extensions = with(each.extensions, {ski(each.as), aki(each.by)});
      many.push_back(mint(each));
    }
  Spec leaf = leaf_spec("Ca");
  leaf.by = "h0";
  const Verdict verdict = Validator(pool_of({mint(root_spec())}, many)).validate(mint(leaf), asked());
  CHECK_FALSE(verdict.accepted());
  CHECK(told(verdict).find("budget") != std::string::npos);
}

TEST_CASE("names that are asked for: subjectAltName alone, wildcards for one label (RFC 9525 6)") {
  const auto host = [](const std::string& wanted, const std::vector<Bytes>& had) {
    Question question = asked();
    question.hostname = wanted;
    return three({}, {}, {san(had)}, question);
  };
  CHECK(host("A.example.COM", {dns("a.example.com")}) == "valid");
  CHECK(host("b.example.com", {dns("a.example.com"), dns("*.example.com")}) == "valid");
  CHECK(host("example.com", {dns("*.example.com")}) == "hostname");
  CHECK(host("a.b.example.com", {dns("*.example.com")}) == "hostname");
  CHECK(host("leaf", {dns("a.example.com")}) == "hostname");  // the common name
  CHECK(host("a.example.com", {email("a@example.com"), uri("https://a.example.com/")}) == "hostname");
  Question address = asked();
  address.address = "10.0.0.1";
  CHECK(three({}, {}, {san({ip({10, 0, 0, 1})})}, address) == "valid");
  CHECK(three({}, {}, {san({dns("a.example.com"), ip({10, 0, 0, 2})})}, address) == "address");
  Question mail = asked();
  mail.email = "Ann@Example.com";
  CHECK(three({}, {}, {san({email("Ann@example.COM")})}, mail) == "valid");
  CHECK(three({}, {}, {san({email("ann@example.com")})}, mail) == "email");
}
