// Certificate policies (RFC 5280 6.1, RFC 9618).
#include <doctest/doctest.h>

#include "minting.h"
#include "path/policy_graph.h"

using namespace pkit;
using namespace pkit::path;
using namespace pkit::path::minting;

namespace {

const std::string kAny = "2.5.29.32.0", kA = "1.2.3.1", kB = "1.2.3.2", kC = "1.2.3.3";

Question wanting(const std::vector<std::string>& oids, bool demanded = true) {
  Question question = asked();
  question.policies = oids;
  question.explicit_policy = demanded;
  return question;
}

std::string found(const std::vector<Ext>& in_ca, const std::vector<Ext>& in_leaf, const Question& question) {
  const Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root", in_ca))}, {}};
  const Verdict verdict = Validator(pool).validate(mint(leaf_spec("Ca", in_leaf)), question);
  return verdict.accepted() ? "valid " + join(verdict.policies, ",") : told(verdict);
}

}  // namespace

TEST_CASE("no policy is needed unless somebody asks") {
  CHECK(found({}, {}, wanting({}, false)) == "valid ");
  CHECK(found({policies({kA})}, {policies({kB})}, wanting({}, false)) == "valid ");
  CHECK(found({}, {}, wanting({})) == "policy");
}

TEST_CASE("6.1.3 (d): policies that every certificate has") {
  CHECK(found({policies({kA, kB})}, {policies({kA})}, wanting({})) == "valid " + kA);
  CHECK(found({policies({kA})}, {policies({kB})}, wanting({})) == "policy");
  CHECK(found({policies({kA})}, {}, wanting({})) == "policy");
  CHECK(found({policies({kA})}, {policies({kA})}, wanting({kB})) == "policy");
  CHECK(found({policies({kA})}, {policies({kA})}, wanting({kB, kA})) == "valid " + kA);
}

TEST_CASE("6.1.3 (d)(2), 6.1.4 (j): anyPolicy, and where it is inhibited") {
  CHECK(found({policies({kAny})}, {policies({kA})}, wanting({kA})) == "valid " + kA);
  CHECK(found({policies({kA})}, {policies({kAny})}, wanting({kA})) == "valid " + kA);
  CHECK(found({policies({kAny})}, {policies({kAny})}, wanting({kA})) == "valid " + kA);
  CHECK(found({policies({kAny})}, {policies({kAny})}, wanting({})) == "valid " + kAny);
  CHECK(found({policies({kA}), inhibit_any(0)}, {policies({kAny})}, wanting({kA})) == "policy");
  Question inhibited = wanting({kA});
  inhibited.inhibit_any = true;
  CHECK(found({policies({kAny})}, {policies({kA})}, inhibited) == "policy");
}

TEST_CASE("6.1.4 (a), (b): mappings") {
  const Ext map = mappings({{kA, kB}});
  CHECK(found({policies({kA}), map}, {policies({kB})}, wanting({kA})) == "valid " + kB);
  CHECK(found({policies({kA}), map}, {policies({kA})}, wanting({kA})) == "policy");
  CHECK(found({policies({kAny}), map}, {policies({kB})}, wanting({kA})) == "valid " + kB);
  Question inhibited = wanting({kA});
  inhibited.inhibit_mapping = true;
  CHECK(found({policies({kA}), map}, {policies({kB})}, inhibited) == "policy");
  CHECK(three({}, {policies({kA}), mappings({{kA, kAny}})}, {policies({kA})}).find("policy_mapping") !=
        std::string::npos);
  CHECK(three({}, {policies({kA}), mappings({{kAny, kB}})}, {policies({kA})}).find("policy_mapping") !=
        std::string::npos);
}

TEST_CASE("6.1.4 (i), 6.1.5 (b): requireExplicitPolicy") {
  CHECK(found({policy_constraints(0)}, {}, wanting({}, false)) == "policy");
  CHECK(found({policies({kA}), policy_constraints(0)}, {policies({kA})}, wanting({}, false)) == "valid " + kA);
  CHECK(found({policy_constraints(5)}, {}, wanting({}, false)) == "valid ");
}

TEST_CASE("RFC 9618 1: the graph grows with what the certificates say, not with its power") {
  Effort effort;
  PolicyGraph graph(effort);
  std::vector<std::string> many;
  std::vector<std::pair<std::string, std::string>> all_to_all;
  for (int i = 1; i <= 40; ++i) many.push_back("1.2.9." + std::to_string(i));
  for (const std::string& from : many)
    for (const std::string& to : many) all_to_all.emplace_back(from, to);
  for (int level = 0; level < 20; ++level) {  // a tree would have 40^20 nodes
    graph.extend(many, true);
    graph.map(all_to_all, true);
  }
  graph.extend(many, true);
  CHECK(graph.intersect({}).size() == 40);
  CHECK(graph.intersect({"1.2.9.7"}).size() == 40);  // each is reached from it
  CHECK(graph.intersect({"1.2.8.1"}).empty());
  CHECK(graph.is_null());
  CHECK_FALSE(effort.exhausted());
}
