// Issuers, certificates and publications.
#include "store/counters.h"
#include "store_test.h"

namespace pkit::store {

namespace {

struct WithIssuer : Fixture {
  WithIssuer() {
    write([](Write& write) {
      issuers::insert(write, sample_issuer());
      principals::insert(write, sample_principal("o-a", "alpha"));
      principals::insert(write, sample_principal("o-b", "beta"));
    });
  }
  void issue(std::uint8_t number, const char* principal, Time not_after) {
    write([&](Write& write) { certificates::insert(write, sample_certificate(number, principal, not_after)); });
  }
};

std::string ids_of(const std::vector<Certificate>& found) {
  std::string ids;
  for (const Certificate& certificate : found) ids += certificate.id.back();
  return ids;
}

}  // namespace

TEST_CASE("issuers are found by id and by certificate") {
  WithIssuer home;
  const auto found = home.read([](Read& read) { return issuers::find_by_certificate(read, {0x30, 1}); });
  REQUIRE(found);
  CHECK(found->id == "i-one");
  CHECK(found->authority == "issuing");
  CHECK(found->key_id == "aa");
  CHECK(found->not_after == 9000);
  CHECK(home.read([](Read& read) { return issuers::find(read, "i-one"); }));
  CHECK_FALSE(home.read([](Read& read) { return issuers::find(read, "i-two"); }));
  CHECK(home.read([](Read& read) { return issuers::all(read); }).size() == 1);
}

TEST_CASE("a certificate comes back whole") {
  WithIssuer home;
  home.write([](Write& write) {
    registrations::insert(write, sample_registration("r-a", "o-a", 1));
    Certificate sent = sample_certificate(1, "o-a", 9000);
    sent.registration = "r-a";
    certificates::insert(write, sent);
  });
  const auto found = home.read([](Read& read) { return certificates::find_by_fingerprint(read, digest_of(1)); });
  REQUIRE(found);
  CHECK(found->id == "c-b");
  CHECK(found->issuer == "i-one");
  CHECK(found->serial == Bytes{1, 1});
  CHECK(found->principal == "o-a");
  CHECK(found->registration == "r-a");
  CHECK(found->profile == "agent");
  CHECK(found->subject == "CN=o-a");
  CHECK(found->key_id == "ab");
  CHECK(found->csr_sha256 == digest_of(1));
  CHECK(found->not_before == 0);
  CHECK(found->not_after == 9000);
  CHECK_FALSE(found->revoked_at);
  CHECK(found->revocation_reason.empty());
  CHECK(found->der == Bytes{0x30, 1});
  CHECK(found->created == 101);
  CHECK(found->version == 1);
}

TEST_CASE("a serial is an issuer's once, a fingerprint anybody's once") {
  WithIssuer home;
  home.issue(1, "o-a", 9000);
  Certificate same_serial = sample_certificate(2, "o-a", 9000);
  same_serial.serial = {1, 1};
  Certificate same_fingerprint = sample_certificate(3, "o-a", 9000);
  same_fingerprint.fingerprint = digest_of(1);
  for (const Certificate& certificate : {same_serial, same_fingerprint}) {
    const Error error =
        error_from([&] { home.write([&](Write& write) { certificates::insert(write, certificate); }); });
    CHECK(error.kind() == Kind::conflict);
    CHECK(error.code() == "store.constraint");
  }
  home.write([&](Write& write) {
    Issuer other = sample_issuer();
    other.id = "i-two";
    other.certificate = {0x30, 2};
    issuers::insert(write, other);
    same_serial.issuer = "i-two";
    certificates::insert(write, same_serial);
  });
  CHECK(ids_of(home.read([](Read& read) { return certificates::find_by_serial(read, {1, 1}); })) == "bc");
}

TEST_CASE("that a key is in other hands takes the place of any other reason, once") {
  WithIssuer home;
  home.issue(1, "o-a", 9000);
  home.write([](Write& write) {
    CHECK(certificates::revoke(write, "c-b", 1, {500, "superseded"}));
    CHECK_FALSE(certificates::revoke(write, "c-b", 2, {600, "certificateHold"}));
    CHECK_FALSE(certificates::revoke(write, "c-b", 2, {600, "superseded"}));
    CHECK(certificates::revoke(write, "c-b", 2, {500, "keyCompromise", 400}));
    CHECK_FALSE(certificates::revoke(write, "c-b", 3, {600, "keyCompromise"}));
  });
  const auto found = home.read([](Read& read) { return certificates::find(read, "c-b"); });
  REQUIRE(found);
  CHECK(found->revoked_at == Time{500});
  CHECK(found->revocation_reason == "keyCompromise");
  CHECK(found->invalid_since == Time{400});
  CHECK(found->version == 3);
}

TEST_CASE("a certificate is revoked once, and only as it was read") {
  WithIssuer home;
  home.issue(1, "o-a", 9000);
  home.write([](Write& write) {
    CHECK_FALSE(certificates::revoke(write, "c-b", 2, {500, "keyCompromise"}));
    CHECK(certificates::revoke(write, "c-b", 1, {500, "keyCompromise"}));
    CHECK_FALSE(certificates::revoke(write, "c-b", 2, {600, "superseded"}));
    CHECK_FALSE(certificates::revoke(write, "c-z", 1, {600, "superseded"}));
  });
  const auto found = home.read([](Read& read) { return certificates::find(read, "c-b"); });
  REQUIRE(found);
  CHECK(found->revoked_at == Time{500});
  CHECK(found->revocation_reason == "keyCompromise");
  CHECK(found->version == 2);
}

TEST_CASE("what a principal holds: newest first, both ends count") {
  WithIssuer home;
  for (std::uint8_t i = 1; i <= 4; ++i) home.issue(i, "o-a", 1000 * i);
  home.issue(5, "o-b", 9000);
  home.write([](Write& write) { CHECK(certificates::revoke(write, "c-d", 1, {500, "superseded"})); });
  const auto valid_at = [&](Time now) {
    return ids_of(home.read([&](Read& read) { return certificates::valid_of_principal(read, "o-a", now); }));
  };
  CHECK(valid_at(0) == "ecb");
  CHECK(valid_at(2000) == "ec");
  CHECK(valid_at(2001) == "e");
  CHECK(valid_at(4001).empty());
  CHECK(ids_of(home.read([](Read& read) { return certificates::of_principal(read, "o-a"); })) == "edcb");
  CHECK(ids_of(home.read([](Read& read) { return certificates::with_prefix(read, "c-", 3); })) == "bcd");
  CHECK(home.read([](Read& read) { return certificates::find_by_csr(read, "ab", digest_of(2)); })->id == "c-c");
  CHECK_FALSE(home.read([](Read& read) { return certificates::find_by_csr(read, "aa", digest_of(2)); }));
}

TEST_CASE("a key that another principal holds is found") {
  WithIssuer home;
  home.issue(1, "o-a", 9000);
  const auto other_than = [&](const char* key_id, const char* principal) {
    return home.read([&](Read& read) { return certificates::other_holder(read, key_id, principal); });
  };
  CHECK(other_than("ab", "o-b") == "o-a");
  CHECK_FALSE(other_than("ab", "o-a"));
  CHECK_FALSE(other_than("cd", "o-b"));
}

TEST_CASE("certificates are counted and listed by their end") {
  WithIssuer home;
  for (std::uint8_t i = 5; i >= 1; --i) home.issue(i, i == 2 ? "o-b" : "o-a", 1000 * i);
  home.write([](Write& write) { CHECK(certificates::revoke(write, "c-d", 1, {500, "superseded"})); });
  const auto counts = home.read([](Read& read) { return certificates::count(read, 2000); });
  CHECK(counts.valid == 3);
  CHECK(counts.expired == 1);
  CHECK(counts.revoked == 1);
  const auto listed = [&](ListFilter filter) {
    std::string ids;
    filter.now = 2000;
    home.database->read([&](Read& read) {
      certificates::each(read, filter, [&](const certificates::Listed& one) {
        ids += one.certificate.id.back();
        CHECK(one.name == (one.certificate.principal == "o-a" ? "alpha" : "beta"));
      });
    });
    return ids;
  };
  const auto alpha = [](const std::string& name) { return name == "alpha"; };
  CHECK(listed({}) == "bcdef");
  CHECK(listed({.state = "valid"}) == "cef");
  CHECK(listed({.state = "expired"}) == "b");
  CHECK(listed({.state = "revoked"}) == "d");
  CHECK(listed({.state = "nonsense"}).empty());
  CHECK(listed({.expiring_by = 4000}) == "ce");
  CHECK(listed({.state = "valid", .expiring_by = 3999}) == "c");
  CHECK(listed({.state = "revoked", .expiring_by = 4000}).empty());
  CHECK(listed({.name_matches = alpha, .limit = 2}) == "bd");
  CHECK(listed({.state = "valid", .limit = 1}) == "c");
}

TEST_CASE("whole days are counted by their counters, and the day of asking by the certificates themselves") {
  constexpr Time kDay = 24LL * 3600 * 1000;
  WithIssuer home;
  for (std::uint8_t i = 1; i <= 6; ++i) home.issue(i, "o-a", i * kDay + 1000);
  home.write([](Write& write) { CHECK(certificates::revoke(write, "c-b", 1, {500, "superseded", {}})); });
  const auto counted = [&](Time now) {
    const certificates::Counts counts = home.read([&](Read& read) { return certificates::count(read, now); });
    return std::to_string(counts.valid) + " " + std::to_string(counts.expired) + " " + std::to_string(counts.revoked);
  };
  CHECK(counted(0) == "5 0 1");
  CHECK(counted(3 * kDay + 1000) == "4 1 1");
  CHECK(counted(3 * kDay + 1001) == "3 2 1");
  CHECK(counted(9 * kDay) == "0 5 1");
  CHECK(home.read([](Read& read) { return counters::wrong(read); }).empty());
}

TEST_CASE("a publication is unfinished until it is done") {
  WithIssuer home;
  home.issue(1, "o-a", 9000);
  home.issue(2, "o-a", 9000);
  home.write([](Write& write) {
    publications::insert(
        write, {.certificate = "c-b", .target = "/t/one", .staging = "/t/.one", .replaces = true, .done = false});
    publications::insert(
        write, {.certificate = "c-c", .target = "/t/two", .staging = "/t/.two", .replaces = false, .done = false});
    publications::done(write, "c-b");
  });
  const auto left = home.read([](Read& read) { return publications::unfinished(read); });
  REQUIRE(left.size() == 1);
  CHECK(left[0].certificate == "c-c");
  CHECK(left[0].target == "/t/two");
  CHECK(left[0].staging == "/t/.two");
  CHECK(home.read([](Read& read) { return publications::find(read, "c-b"); })->done);
  CHECK_FALSE(home.read([](Read& read) { return publications::find(read, "c-x"); }));
}

}  // namespace pkit::store
