// CRLs (RFC 5280 5 and 6.3.3): scope, time, who signs, deltas, indirect ones, version 1.
#include <doctest/doctest.h>

#include "minting.h"

using namespace pkit;
using namespace pkit::path;
using namespace pkit::path::minting;

namespace {

struct Entry {
  std::int64_t serial;
  int reason = -1;
  std::string issuer = {};  // certificateIssuer
};

struct CrlSpec {
  std::string issuer = "CN=Ca", by = "ca";
  std::vector<Entry> entries = {};
  std::vector<Ext> extensions = {};
  int version = 2;
  Time from = kNow - 1000;
  Time until = kNow + 1000;  // 0: none
};

Bytes time(Time t) {
  return der([&](Writer& w) { x509::write_time(w, t); });
}

Bytes entry(const Entry& e) {
  std::vector<Bytes> parts = {number(e.serial), time(kNow - 5000)}, extensions;
  if (e.reason >= 0)
    extensions.push_back(extension({"2.5.29.21", false, Bytes{0x0a, 0x01, static_cast<std::uint8_t>(e.reason)}}));
  if (!e.issuer.empty()) extensions.push_back(extension({"2.5.29.29", true, sequence({directory(e.issuer)})}));
  if (!extensions.empty()) parts.push_back(sequence(extensions));
  return sequence(parts);
}

x509::Crl mint(const CrlSpec& s) {
  std::vector<Bytes> parts, entries, extensions;
  if (s.version == 2) parts.push_back(number(1));
  parts.insert(parts.end(), {key(s.by).signature_algorithm(), name(s.issuer), time(s.from)});
  if (s.until != 0) parts.push_back(time(s.until));
  for (const Entry& e : s.entries) entries.push_back(entry(e));
  if (!entries.empty()) parts.push_back(sequence(entries));
  for (const Ext& e : s.extensions) extensions.push_back(extension(e));
  if (!extensions.empty()) parts.push_back(element(0xa0, sequence(extensions)));
  return x509::parse_crl(signed_by(key(s.by), sequence(parts)));
}

Ext crl_number(int n) { return {"2.5.29.20", false, number(n)}; }
Ext delta_of(int n) { return {"2.5.29.27", true, number(n)}; }
Ext scope(const std::vector<Bytes>& parts) { return {"2.5.29.28", true, sequence(parts)}; }
Bytes flag(int tag) { return Bytes{static_cast<std::uint8_t>(0x80 | tag), 0x01, 0xff}; }
Bytes point_name(const Bytes& general) { return element(0xa0, element(0xa0, general)); }

/// The leaf's status by these CRLs, which is demanded; the leaf has serial 7.
std::string status(const std::vector<CrlSpec>& crls, const std::vector<Ext>& in_leaf = {}, bool lenient = false,
                   const std::vector<x509::Certificate>& more = {}) {
  Spec issuer = ca_spec("Ca", "Root");
  issuer.serial = 3;
  Pool pool{{minting::mint(root_spec())}, {minting::mint(issuer)}, {}};
  pool.intermediates.insert(pool.intermediates.end(), more.begin(), more.end());
  for (const CrlSpec& each : crls) pool.crls.push_back(mint(each));
  Question question = asked();
  question.require_crl = RequireCrl::leaf;
  question.lenient = lenient;
  return judge(minting::mint(leaf_spec("Ca", in_leaf)), pool, question);
}

Ext points(const std::vector<Bytes>& all) { return {"2.5.29.31", false, sequence(all)}; }

}  // namespace

TEST_CASE("on the list, or not, or no list") {
  CHECK(status({{}}) == "valid");
  CHECK(status({{.entries = {{8}, {6}}}}) == "valid");
  CHECK(status({{.entries = {{8}, {7, 1}}}}) == "revoked");
  CHECK(status({}) == "no_status");
  CHECK(status({{.issuer = "CN=Root", .by = "root"}}) == "no_status");
}

TEST_CASE("both ends of a CRL's time count; one without an end is taken where lenient") {
  CHECK(status({{.from = kNow, .until = kNow}}) == "valid");
  CHECK(status({{.from = kNow - 2000, .until = kNow - 1000}}) == "no_status");
  CHECK(status({{.from = kNow + 1000, .until = kNow + 2000}}) == "no_status");
  CHECK(status({{.until = 0}}) == "no_status");
  CHECK(status({{.until = 0}}, {}, true) == "valid");
}

TEST_CASE("version 1 is read; what it cannot have is refused") {
  CHECK(status({{.entries = {{7}}, .version = 1}}) == "revoked");
  CHECK(status({{.version = 1}}) == "valid");
  CHECK_THROWS_AS(mint(CrlSpec{.extensions = {crl_number(1)}, .version = 1}), Error);
  CHECK_THROWS_AS(mint(CrlSpec{.entries = {{7, 7}}}), Error);  // reason 7 does not exist
  CHECK_THROWS_AS(mint(CrlSpec{.extensions = {crl_number(1), crl_number(2)}}), Error);
}

TEST_CASE("who signs it: the issuer's key, or another's that leads to the same root") {
  CHECK(status({{.by = "other"}}) == "no_status");
  Spec signer = ca_spec("Ca", "Root");
  signer.as = "crls";
  signer.serial = 9;
  signer.extensions = {ski("crls"), aki("root"), usage(0x02, 1)};  // cRLSign alone
  CHECK(status({{.by = "crls"}}, {}, false, {minting::mint(signer)}) == "valid");
  CHECK(status({{.by = "crls", .entries = {{7}}}}, {}, false, {minting::mint(signer)}) == "revoked");
  signer.extensions = {ski("crls"), aki("root"), leaf_usage()};
  CHECK(status({{.by = "crls"}}, {}, false, {minting::mint(signer)}) == "no_status");
}

TEST_CASE("6.3.3: another key of the issuer's name speaks of what it signed itself") {
  Spec next = ca_spec("Ca", "Root");
  next.as = "next";
  next.serial = 10;
  next.extensions = {ca(), ski("next"), aki("root"), ca_usage()};
  const CrlSpec of_next{.by = "next"};
  CHECK(status({of_next}, {}, false, {minting::mint(next)}) == "no_status");
  CHECK(status({of_next}, {}, true, {minting::mint(next)}) == "no_status");
  CHECK(status({of_next, {}}, {}, false, {minting::mint(next)}) == "valid");
  CHECK(status({of_next, {.entries = {{7, 1}}}}, {}, false, {minting::mint(next)}) == "revoked");
  CHECK(status({{.by = "next", .entries = {{7, 1}}}}, {}, false, {minting::mint(next)}) == "revoked");
  // The issuer's key certified the next one, or the next one the issuer's: one CA that changed its key.
  Spec link = next;
  link.issuer = "CN=Ca";
  link.by = "ca";
  link.extensions = {ca(), ski("next"), aki("ca"), ca_usage()};
  CHECK(status({of_next}, {}, false, {minting::mint(next), minting::mint(link)}) == "valid");
  // No link: its own key certified it, under the same name.
  link.by = "next";
  link.extensions = {ca(), ski("next"), aki("next"), ca_usage()};
  CHECK(status({of_next}, {}, false, {minting::mint(next), minting::mint(link)}) == "no_status");
}

TEST_CASE("a delta of another key of that name releases nothing") {
  Spec next = ca_spec("Ca", "Root");
  next.as = "next";
  next.serial = 10;
  next.extensions = {ca(), ski("next"), aki("root"), ca_usage()};
  const CrlSpec held{.entries = {{7, 6}}, .extensions = {crl_number(5)}};
  CrlSpec released{.entries = {{7, 8}}, .extensions = {crl_number(6), delta_of(5)}};
  CHECK(status({held, released}, {}, false, {minting::mint(next)}) == "valid");
  released.by = "next";
  CHECK(status({held, released}, {}, false, {minting::mint(next)}) == "revoked");
}

TEST_CASE("5.2.5: what a CRL speaks of") {
  CHECK(status({{.extensions = {scope({flag(1)})}}}) == "valid");      // user certificates
  CHECK(status({{.extensions = {scope({flag(2)})}}}) == "no_status");  // CA certificates
  CHECK(status({{.extensions = {scope({flag(5)})}}}) == "no_status");  // attribute certificates
  const Bytes here = uri("http://crl.example/a"), there = uri("http://crl.example/b");
  const Ext leaf = points({sequence({point_name(here)})});
  CHECK(status({{.extensions = {scope({point_name(here)})}}}, {leaf}) == "valid");
  CHECK(status({{.extensions = {scope({point_name(there)})}}}, {leaf}) == "no_status");
  CHECK(status({{.extensions = {scope({point_name(here)})}}}) == "no_status");
  CHECK(status({{}}, {leaf}) == "valid");
}

TEST_CASE("what is read before any signature is checked is bounded") {
  const auto extensions = [](int count) {
    CrlSpec crl;
    for (int i = 1; i <= count; ++i) crl.extensions.push_back({"1.3.6.1.4.1.99999." + std::to_string(i), false, {}});
    return crl;
  };
  CHECK(status({extensions(64)}) == "valid");
  CHECK_THROWS_WITH_AS(mint(extensions(65)), doctest::Contains("more than 64 extensions"), Error);
  const auto names = [](int count) {
    Bytes all;
    for (int i = 0; i < count; ++i) {
      const Bytes name = uri("http://crl.example/" + std::to_string(i));
      all.insert(all.end(), name.begin(), name.end());
    }
    return CrlSpec{.extensions = {scope({element(0xa0, element(0xa0, all))})}};
  };
  const Ext leaf = points({sequence({point_name(uri("http://crl.example/63"))})});
  CHECK(status({names(64)}, {leaf}) == "valid");
  CHECK_THROWS_WITH_AS(mint(names(65)), doctest::Contains("more than 64 distribution points"), Error);
}

TEST_CASE("reasons add up until all are spoken of") {
  const Bytes some = {0x83, 0x02, 0x06, 0x40}, rest = {0x83, 0x03, 0x07, 0x3f, 0x80};
  CHECK(status({{.extensions = {scope({some})}}}) == "no_status");
  CHECK(status({{.extensions = {scope({some})}}, {.extensions = {scope({rest})}}}) == "valid");
  CHECK(status({{.entries = {{7, 1}}, .extensions = {scope({some})}}}) == "revoked");
}

TEST_CASE("an indirect CRL, where the certificate names its issuer") {
  const Ext leaf = points({sequence({element(0xa2, directory("CN=Root"))})});
  const CrlSpec indirect{
      .issuer = "CN=Root", .by = "root", .entries = {{7, 1, "CN=Ca"}}, .extensions = {scope({flag(4)})}};
  CHECK(status({indirect}, {leaf}) == "revoked");
  CHECK(status({indirect}) == "no_status");
  CrlSpec others = indirect;
  others.entries = {{7, 1}};  // the root's own serial 7
  CHECK(status({others}, {leaf}) == "valid");
  CrlSpec direct = indirect;
  direct.extensions = {};
  CHECK(status({direct}, {leaf}) == "no_status");
}

TEST_CASE("5.2.4: a delta goes on from its base and never stands for one") {
  const CrlSpec base{.extensions = {crl_number(5)}},
      delta{.entries = {{7, 1}}, .extensions = {crl_number(6), delta_of(5)}};
  CHECK(status({delta}) == "no_status");
  CHECK(status({base, delta}) == "revoked");
  CrlSpec early = delta;
  early.extensions = {crl_number(9), delta_of(8)};
  CHECK(status({base, early}) == "valid");  // it goes on from a later base
  CrlSpec held = base, released = delta;
  held.entries = {{7, 6}};
  released.entries = {{7, 8}};
  CHECK(status({held}) == "revoked");
  CHECK(status({held, released}) == "valid");
  held.entries = {{7, 1}};
  CHECK(status({held, released}) == "revoked");  // only a hold is released
}

TEST_CASE("critical extensions that are not known") {
  const Ext unknown{"1.3.6.1.4.1.99999.1", true, Bytes{0x05, 0x00}};
  CHECK(status({{.extensions = {unknown}}}) == "no_status");
}

TEST_CASE("RFC 9608 4: there is nothing to ask for where noRevAvail is") {
  CHECK(status({}, {{"2.5.29.56", false, Bytes{0x05, 0x00}}}) == "valid");
}

TEST_CASE("the CAs' status, where all is demanded") {
  Pool pool{{minting::mint(root_spec())}, {minting::mint(ca_spec("Ca", "Root"))}, {}};
  Question question = asked();
  question.require_crl = RequireCrl::all;
  pool.crls.push_back(mint(CrlSpec{}));
  const x509::Certificate leaf = minting::mint(leaf_spec("Ca"));
  CHECK(judge(leaf, pool, question) == "no_status");
  pool.crls.push_back(mint(CrlSpec{.issuer = "CN=Root", .by = "root"}));
  CHECK(judge(leaf, pool, question) == "valid");
  pool.crls.push_back(mint(CrlSpec{.issuer = "CN=Root", .by = "root", .entries = {{7}}}));
  CHECK(judge(leaf, pool) == "revoked");  // nobody demands it, but it is known
}
