// Clauses of RFC 5280 4.2 and 6.1, RFC 9549, RFC 9598 and RFC 9618 that no other file has a case for, each by its
// number.
#include <doctest/doctest.h>

#include "minting.h"

using namespace pkit;
using namespace pkit::path;
using namespace pkit::path::minting;

namespace {

Question loosely() {
  Question question = asked();
  question.lenient = true;
  return question;
}

Bytes utf8_mailbox(std::string_view mailbox) {
  const Bytes type = oid("1.3.6.1.5.5.7.8.9"), value = element(0xa0, text(0x0c, mailbox));
  Bytes content = type;
  content.insert(content.end(), value.begin(), value.end());
  return element(0xa0, content);
}

std::string of_mailbox(const std::string& wanted, const Bytes& had) {
  Question question = loosely();
  question.email = wanted;
  return three({}, {}, {san({had})}, question);
}

/// Root, "A" by it, "B" by A, a leaf by B.
std::string four(const std::vector<Ext>& in_a, const std::vector<Ext>& in_b, const std::vector<Ext>& in_leaf,
                 const Question& question = asked()) {
  const Pool pool{{mint(root_spec())}, {mint(ca_spec("A", "Root", in_a)), mint(ca_spec("B", "A", in_b))}, {}};
  return judge(mint(leaf_spec("B", in_leaf)), pool, question);
}

Question explicitly(const std::vector<std::string>& policies) {
  Question question = asked();
  question.policies = policies;
  question.explicit_policy = true;
  return question;
}

const std::string kP = "1.2.3.1", kQ = "1.2.3.2", kEvery = "2.5.29.32.0";

}  // namespace

TEST_CASE("RFC 9549 2.2: A-labels are names as all others, whatever their case") {
  const auto under = [](const char* tree, const char* name) {
    return three({}, {constraints({dns(tree)})}, {san({dns(name)})}, loosely());
  };
  CHECK(under("xn--bcher-kva.example", "a.XN--BCHER-KVA.example") == "valid");
  CHECK(under("xn--bcher-kva.example", "a.bcher-kva.example") == "not_permitted");
}

TEST_CASE(
    "RFC 9549 2.2 to 2.4: octets beyond IA5String are an ill-formed name, under no constraint that could be applied") {
  const std::string host =
      "b\xc3\xbc"
      "cher.example";
  const std::vector<std::pair<Bytes, Bytes>> rows = {{dns(host), dns("example")},
                                                     {email("a@" + host), email(".example")},
                                                     {uri("http://" + host + "/"), uri(".example")}};
  for (const auto& [had, tree] : rows) {
    CHECK(three({}, {}, {san({had})}) == "profile");
    CHECK(three({}, {constraints({tree})}, {san({had})}, loosely()) == "unjudged_name");
    CHECK(three({}, {constraints({}, {tree})}, {san({had})}, loosely()) == "unjudged_name");
  }
}

TEST_CASE("RFC 9598 5: the local part is compared octet by octet, the domain without case") {
  CHECK(of_mailbox("\xc3\xa4nn@example.com", utf8_mailbox("\xc3\xa4nn@EXAMPLE.com")) == "valid");
  CHECK(of_mailbox("\xc3\x84nn@example.com", utf8_mailbox("\xc3\xa4nn@example.com")) == "email");
  CHECK(of_mailbox("a\xcc\x88nn@example.com", utf8_mailbox("\xc3\xa4nn@example.com")) == "email");  // no NFC is made
}

TEST_CASE("RFC 9598 3 and 6: a domain of U-labels is under no constraint that could be applied") {
  const auto under = [](const Ext& of_ca) {
    return three({}, {of_ca},
                 {san({utf8_mailbox("\xc3\xa4nn@b\xc3\xbc"
                                    "cher.example")})},
                 loosely());
  };
  CHECK(under(constraints({email("xn--bcher-kva.example")})) == "unjudged_name");
  CHECK(under(constraints({}, {email("xn--bcher-kva.example")})) == "unjudged_name");
}

TEST_CASE("6.1.1 (d), 6.1.2: what a trust anchor says of itself holds for what is below it") {
  CHECK(three({constraints({dns("other.example")})}, {}, {}) == "not_permitted");
  CHECK(three({ca(0)}, {}, {}) == "length");
}

TEST_CASE("6.1.4 (b)(2), (i)(2): a mapping that a CA above forbids ends the policy there") {
  const Ext any = policies({kEvery}), mapped = mappings({{kP, kQ}});
  const std::vector<Ext> below = {policies({kP}), mapped};
  CHECK(four({policies({kP})}, below, {policies({kQ})}, explicitly({kP})) == "valid");
  CHECK(four({policies({kP}), policy_constraints(-1, 0)}, below, {policies({kQ})}, explicitly({kP})) == "policy");
  CHECK(four({any, policy_constraints(-1, 0)}, below, {policies({kQ})}, explicitly({kEvery})) == "policy");
}

TEST_CASE("6.1.4 (h), (i)(1), (j): certificates that may still follow are counted") {
  const Ext only = policies({kP});
  CHECK(four({only, policy_constraints(1)}, {only}, {}) == "policy");
  CHECK(four({policy_constraints(3)}, {}, {}) == "valid");
  CHECK(four({policies({kEvery}), inhibit_any(1)}, {policies({kEvery})}, {only}, explicitly({kP})) == "valid");
  CHECK(four({policies({kEvery}), inhibit_any(0)}, {policies({kEvery})}, {only}, explicitly({kP})) == "policy");
}

TEST_CASE("6.1.5 (b): a leaf that asks for a policy by itself is a CA's, or is refused") {
  CHECK(three({}, {}, {policy_constraints(0)}, loosely()).find("leaf_extension") == 0);
}

TEST_CASE("4.2.1.11: policy constraints that are not critical are applied, and are no reason to refuse") {
  Ext constraint = policy_constraints(0);
  constraint.critical = false;
  CHECK(three({}, {policies({kP}), constraint}, {policies({kP})}) == "valid");
  CHECK(three({}, {policies({kP}), constraint}, {}) == "policy");
}

TEST_CASE("4.2.1.13, 4.2.1.15: a distribution point that says nothing") {
  for (const char* each : {"2.5.29.31", "2.5.29.46"}) {
    CAPTURE(each);
    CHECK(three({}, {}, {{each, false, sequence({sequence({})})}}, loosely()).find("malformed") == 0);
  }
}

TEST_CASE("4.2: an extension that is critical and only describes is known to nobody, but where it is applied") {
  for (const char* each : {"2.5.29.9", "1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.11", "2.5.29.16"}) {
    CAPTURE(each);
    const Bytes any = sequence({sequence({oid("1.3.6.1.5.5.7.48.2"), uri("http://a.example/")})});
    CHECK(three({}, {}, {{each, true, any}}, loosely()).find("critical") != std::string::npos);
  }
}

TEST_CASE("STRICT AND LENIENT of the manual, point by point") {
  const auto both = [](const std::vector<Ext>& in_ca, const std::vector<Ext>& in_leaf) {
    return three({}, in_ca, in_leaf) + " / " + three({}, in_ca, in_leaf, loosely());
  };
  const auto otherwise = [](Ext extension, bool critical) {
    extension.critical = critical;
    return extension;
  };
  const std::string taken = "profile / valid";
  CHECK(both({}, {{"2.5.29.35", false, sequence({})}}) == taken);  // 4.2.1.1
  // What OpenSSL does not take is refused by both: critical key identifiers, a usage that allows nothing (4.2.1.1 to
  // 3).
  for (const Ext& each : {otherwise(aki("ca"), true), otherwise(ski("leaf"), true), usage(0x00, 7)})
    CHECK(both({}, {each}).find("profile / libcrypto") == 0);
  CHECK(both({}, {usage(0x84, 2)}) == taken);                                       // 4.2.1.9: keyCertSign on a leaf
  CHECK(both({}, {ca(0), leaf_usage()}) == taken);                                  // 4.2.1.9
  CHECK(both({otherwise(ca(), false)}, {}) == taken);                               // 4.2.1.9
  CHECK(both({otherwise(constraints({dns("example.com")}), false)}, {}) == taken);  // 4.2.1.10
  CHECK(both({constraints({dns(".example.com")})}, {}) == taken);                   // 4.2.1.10
  CHECK(both({otherwise(inhibit_any(0), false)}, {}) == taken);                     // 4.2.1.14
  CHECK(both({}, {san({dns("a.example.com.")})}) == taken);                         // 4.2.1.6
  const auto judged = [](const Spec& leaf) {
    const Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root"))}, {}};
    return judge(mint(leaf), pool) + " / " + judge(mint(leaf), pool, loosely());
  };
  Spec negative = leaf_spec("Ca"), nameless = leaf_spec("Ca"), noncritical = leaf_spec("Ca");
  negative.serial = -5;
  CHECK(judged(negative) == taken);  // 4.1.2.2
  nameless.subject = noncritical.subject = "";
  CHECK(judged(noncritical) == taken);  // 4.2.1.6
  std::erase_if(nameless.extensions, [](const Ext& e) { return e.oid == "2.5.29.17"; });
  CHECK(judged(nameless) == taken);  // 4.1.2.6
}
