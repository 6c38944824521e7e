// When a certificate is due, and what renewing and rotating refuse, in process.
#include <doctest/doctest.h>

#include "../decision/small_home.h"
#include "fleet/operations.h"
#include "renewal/holder.h"
#include "renewal/operations.h"
#include "store/renewals.h"

using namespace pkit;
using namespace pkit::test;

namespace {

constexpr Duration kDay = 24LL * 3600 * 1000;

/// web1 with a certificate over a key of its own.
class Held : public SmallHome {
 public:
  Held() : key(x509::PrivateKey::generate("ed25519")) {
    RegisterRequest request;
    request.client_machine = "web1";
    request.parameters = {{"say", "allow"}};
    request.csr = csr("web1", key);
    request.csr_name = "csr";
    const Outcome outcome = register_orchestrator(*session, request);
    REQUIRE(outcome.exit() == 0);
    certificate = x509::write_pem("CERTIFICATE", outcome.certificate);
  }

  /// So many days from now, which a home with a test clock permits.
  void at(int days) { session->now = world.now() + days * kDay; }

  Outcome renew_it(const std::string& held, const std::string& request) {
    RenewRequest renewal;
    renewal.certificate = held;
    renewal.csr = request;
    renewal.csr_name = "csr";
    return renew(*session, renewal);
  }

  std::string code(const std::function<Outcome()>& ask) {
    try {
      const Outcome outcome = ask();
      return outcome.error ? outcome.error->code() : "ok";
    } catch (const Error& error) {
      return error.code();
    }
  }

  std::size_t valid() {
    std::size_t count = 0;
    session->state.read([&](store::Read& read) {
      store::ListFilter filter;
      filter.state = "valid";
      filter.now = session->now.value_or(world.now());
      store::certificates::each(read, filter, [&](const store::certificates::Listed&) { ++count; });
    });
    return count;
  }

  x509::PrivateKey key;
  std::string certificate;
};

std::string pem(const Outcome& outcome) { return x509::write_pem("CERTIFICATE", outcome.certificate); }

}  // namespace

TEST_CASE("due: the smaller of 30 days and a third of the life, or as the profile says (C20)") {
  struct Row {
    int life;
    std::optional<int> within;
    int due;
  };
  const Row rows[] = {{90, {}, 60}, {365, {}, 335}, {9, {}, 6}, {30, {}, 20}, {90, 10, 80}, {90, 90, 0}};
  for (const Row& row : rows) {
    CAPTURE(row.life);
    store::Certificate certificate;
    certificate.not_before = 1000 * kDay;
    certificate.not_after = certificate.not_before + row.life * kDay;
    policy::Profile profile;
    if (row.within) profile.renew_within = *row.within * kDay;
    CHECK(due_at(certificate, profile) == certificate.not_before + row.due * kDay);
  }
}

TEST_CASE("a renewal keeps key and names, and both certificates are valid (C18)") {
  Held held;
  const std::string request = SmallHome::csr("web1", held.key);
  CHECK(held.renew_it(held.certificate, request).data["renewed"].as_bool() == false);
  CHECK(held.valid() == 1);
  held.at(61);
  const Outcome renewed = held.renew_it(held.certificate, request);
  REQUIRE(renewed.exit() == 0);
  CHECK(renewed.data["renewed"].as_bool());
  CHECK(held.valid() == 2);
  // The former one again, or the new one: nothing is due, and the newest is the answer.
  for (const std::string& certificate : {held.certificate, pem(renewed)})
    CHECK(pem(held.renew_it(certificate, request)) == pem(renewed));
  CHECK(held.valid() == 2);
}

TEST_CASE("what is refused, each with a code of its own (C15, C21)") {
  Held held;
  const x509::PrivateKey other = x509::PrivateKey::generate("ed25519");
  const std::string request = SmallHome::csr("web1", held.key);
  held.at(61);
  CHECK(held.code([&] { return held.renew_it(held.certificate, SmallHome::csr("web1", other)); }) == "renew.key");
  CHECK(held.code([&] { return held.renew_it(held.certificate, SmallHome::csr("web2", held.key)); }) == "renew.names");
  held.at(91);
  CHECK(held.code([&] { return held.renew_it(held.certificate, request); }) == "certificate.expired");
  held.at(61);
  held.session->gate_caller = "agent";  // a CSR can be replayed: from outside it takes a signature
  CHECK(held.code([&] { return held.renew_it(held.certificate, request); }) == "proof.missing");
  held.session->gate_caller.reset();
  Held stranger;
  CHECK(held.code([&] { return held.renew_it(stranger.certificate, request); }) == "certificate.unknown");
  CHECK(deny(*held.session, {.id = "web1", .reason = "gone", .revoke = false, .common = {}}).exit() == 0);
  CHECK(held.code([&] { return held.renew_it(held.certificate, request); }) == "orchestrator.disapproved");
  CHECK(held.valid() == 1);
}

TEST_CASE("a rotation takes a key that was never certified, and ends the old one with it (C22, C23)") {
  Held held;
  held.at(1);
  RotateKeyRequest request;
  request.principal = "web1";
  request.csr = SmallHome::csr("web1", held.key);
  request.csr_name = "csr";
  CHECK(held.code([&] { return rotate_key(*held.session, request); }) == "key.used");
  request.csr = SmallHome::csr("web1");
  const Outcome rotated = rotate_key(*held.session, request);
  REQUIRE(rotated.exit() == 0);
  CHECK(rotated.data["revoked"].items().size() == 1);
  CHECK(held.valid() == 1);
  held.at(61);
  CHECK(held.code([&] { return held.renew_it(held.certificate, SmallHome::csr("web1", held.key)); }) ==
        "certificate.revoked");
}

TEST_CASE("a challenge is spent by one answer, and over after two minutes (X24)") {
  Held held;
  held.database->write([](store::Write& write) {
    store::challenges::insert(write, "a", 1000, 0);
    CHECK(store::challenges::spend(write, "a", 1000));
    CHECK_FALSE(store::challenges::spend(write, "a", 1000));
    store::challenges::insert(write, "b", 1000, 0);
    CHECK_FALSE(store::challenges::spend(write, "b", 1001));
    CHECK_FALSE(store::challenges::spend(write, "never", 0));
  });
}
