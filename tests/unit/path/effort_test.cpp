// No set of certificates and CRLs makes an answer slow: what can be multiplied is paid for, and then the answer is no.
#include <doctest/doctest.h>

#include "minting.h"
#include "path/policy_graph.h"
#include "path/search.h"

using namespace pkit;
using namespace pkit::path;
using namespace pkit::path::minting;

namespace {

/// So much that only so little is left.
Effort left(std::size_t units) {
  Effort effort;
  effort.spend(Effort::kAll - units);
  return effort;
}

x509::Crl crl_by(const std::string& by, int nr) {
  const auto time = [](Time t) { return der([&](Writer& w) { x509::write_time(w, t); }); };
  const Bytes tbs =
      sequence({number(1), key(by).signature_algorithm(), name("CN=Ca"), time(kNow - 1000), time(kNow + 1000),
                element(0xa0, sequence({extension({"2.5.29.20", false, number(nr)})}))});
  return x509::parse_crl(signed_by(key(by), tbs));
}

}  // namespace

TEST_CASE("what is left is spent once, and a question that asks for more gets nothing") {
  Effort effort = left(100);
  CHECK(effort.spend(60));
  CHECK_FALSE(effort.spend(41));
  CHECK(effort.exhausted());
  CHECK_FALSE(effort.spend(1));
}

TEST_CASE("long names under many constraints") {
  std::vector<Bytes> trees;
  for (int i = 0; i < 2000; ++i) trees.push_back(uri("t" + std::to_string(i) + ".example"));
  Question question = asked();
  question.lenient = true;
  const auto named = [&](const std::string& user) {
    return three({}, {constraints({}, trees)}, {san({uri("http://" + user + "@h.example/")})}, question);
  };
  CHECK(named("a") == "valid");
  CHECK(named(std::string(20'000, 'a')) == "budget");
}

TEST_CASE("many keys of one name, and CRLs that none of them signed") {
  Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root"))}, {}};
  for (int i = 0; i < 40; ++i) {
    Spec each = ca_spec("Ca", "Root");
    each.as = "h" + std::to_string(i % 8), each.serial = 100 + i;
    each.extensions = with(each.extensions, {ski(each.as)});
    pool.intermediates.push_back(mint(each));
  }
  for (int i = 0; i < 40; ++i) pool.crls.push_back(crl_by("z", i + 1));
  CHECK(judge(mint(leaf_spec("Ca")), pool) == "valid");
  Pool unable = pool;  // CAs that sign no CRLs cost nothing but a look each
  for (x509::Certificate& each : unable.intermediates) each.key_usage = {"keyCertSign"};
  unable.intermediates.resize(1'000, unable.intermediates.back());
  unable.crls.resize(5'000, unable.crls.back());
  CHECK(judge(mint(leaf_spec("Ca")), unable) == "budget");
  while (pool.crls.size() < 100) pool.crls.push_back(crl_by("z", static_cast<int>(pool.crls.size()) + 1));
  CHECK(judge(mint(leaf_spec("Ca")), pool) == "budget");
}

TEST_CASE("many distribution points and many CRLs") {
  std::vector<Bytes> points;
  for (int i = 0; i < 2000; ++i)
    points.push_back(sequence({element(0xa0, element(0xa0, uri("http://crl.example/" + std::to_string(i))))}));
  Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root"))}, {}};
  const auto leaf = mint(leaf_spec("Ca", {{"2.5.29.31", false, sequence(points)}}));
  pool.crls.push_back(crl_by("ca", 1));
  CHECK(judge(leaf, pool) == "valid");
  pool.crls.assign(400, pool.crls.front());
  CHECK(judge(leaf, pool) == "budget");
}

TEST_CASE("policies of many levels") {
  std::vector<std::string> many;
  for (int i = 1; i <= 100; ++i) many.push_back("1.2.9." + std::to_string(i));
  Effort enough, little = left(10 * 100 * Effort::kLook);
  PolicyGraph sound(enough), costly(little);
  for (int level = 0; level < 10; ++level) {
    sound.extend(many, true);
    costly.extend(many, true);
  }
  CHECK(sound.intersect({}).size() == 100);
  CHECK(little.exhausted());
  CHECK(costly.is_null());
}

TEST_CASE("6.1.3 (d)(3): what loses its last child goes, on every level below") {
  Effort effort;
  PolicyGraph graph(effort);
  for (int level = 0; level < 5; ++level) graph.extend({"1.2.9.1", "1.2.9.2"}, false);
  graph.extend({"1.2.9.2"}, false);
  CHECK(graph.intersect({"1.2.9.1"}).empty());
}

TEST_CASE("candidates of one name are paid for before they are put in order") {
  const Pool pool{{mint(root_spec())}, {mint(ca_spec("Ca", "Root"))}, {}};
  const Index index(pool);
  Links links;
  const Question question = asked();
  const auto leaf = mint(leaf_spec("Ca"));
  const Facts facts = facts_of(leaf, false);
  Effort little = left(Effort::kLook), enough;
  Search poor(index, links, question, Budget(), little), rich(index, links, question, Budget(), enough);
  CHECK_FALSE(poor.run(facts, false, [](const auto&) { return true; }));
  CHECK(poor.exhausted());
  CHECK(rich.run(facts, false, [](const auto&) { return true; }));
}
