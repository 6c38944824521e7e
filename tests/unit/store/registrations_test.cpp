// Registrations, and the attempts made with them.
#include "store_test.h"

namespace pkit::store {

namespace {

struct WithPrincipals : Fixture {
  WithPrincipals() {
    write([](Write& write) {
      principals::insert(write, sample_principal("o-a", "alpha"));
      principals::insert(write, sample_principal("o-b", "beta"));
      issuers::insert(write, sample_issuer());
    });
  }
};

}  // namespace

TEST_CASE("a registration comes back whole") {
  WithPrincipals home;
  Registration sent = sample_registration("r-a", "o-a", 1);
  sent.key_id = "aabb";
  sent.profile = "agent";
  sent.not_after = "90d";
  sent.client_parameters = Value::map({{"z", "1"}, {"a", "2"}});
  sent.request = Value::map({{"ClientMachine", "Alpha"}});
  sent.decided_by = "handler:x";
  sent.reason = "because";
  home.write([&](Write& write) { registrations::insert(write, sent); });
  const auto found = home.read([](Read& read) { return registrations::find_by_csr(read, "o-a", digest_of(1)); });
  REQUIRE(found);
  CHECK(found->id == "r-a");
  CHECK(found->csr == sent.csr);
  CHECK(found->key_id == "aabb");
  CHECK(found->profile == "agent");
  CHECK(found->not_after == "90d");
  CHECK(found->client_parameters == sent.client_parameters);
  CHECK(found->client_parameters.members().front().first == "z");  // in the client's order
  CHECK(found->request == sent.request);
  CHECK(found->decided_by == "handler:x");
  CHECK(found->reason == "because");
  CHECK(found->certificate.empty());
  CHECK(found->created == 1001);
  CHECK(found->version == 1);
}

TEST_CASE("one registration for a principal and a request, with a CSR or none") {
  WithPrincipals home;
  Registration none = sample_registration("r-n", "o-a", 0);
  none.csr_sha256 = {};
  none.csr = {};
  home.write([&](Write& write) {
    registrations::insert(write, sample_registration("r-a", "o-a", 1));
    registrations::insert(write, sample_registration("r-b", "o-b", 1));
    registrations::insert(write, none);
  });
  CHECK(home.read([](Read& read) { return registrations::find_by_csr(read, "o-a", {}); })->id == "r-n");
  Registration again = sample_registration("r-c", "o-a", 1);
  none.id = "r-m";
  for (const Registration& registration : {again, none}) {
    const Error error =
        error_from([&] { home.write([&](Write& write) { registrations::insert(write, registration); }); });
    CHECK(error.kind() == Kind::conflict);
    CHECK(error.code() == "store.constraint");
  }
}

TEST_CASE("an update of a registration needs its version; the certificate may follow in the same transaction") {
  WithPrincipals home;
  Registration registration = sample_registration("r-a", "o-a", 1);
  home.write([&](Write& write) {
    registrations::insert(write, registration);
    registration.state = RegistrationState::issued;
    registration.certificate = "c-b";
    registration.updated = 2000;
    CHECK(registrations::update(write, registration));
    CHECK_FALSE(registrations::update(write, registration));
    certificates::insert(write, sample_certificate(1, "o-a", 9000));
  });
  const auto found = home.read([](Read& read) { return registrations::find(read, "r-a"); });
  REQUIRE(found);
  CHECK(found->state == RegistrationState::issued);
  CHECK(found->certificate == "c-b");
  CHECK(found->updated == 2000);
  CHECK(found->version == 2);
  registration.version = 2;
  registration.certificate = "c-none";
  const Error dangling =
      error_from([&] { home.write([&](Write& write) { CHECK(registrations::update(write, registration)); }); });
  CHECK(dangling.kind() == Kind::conflict);
  CHECK(home.read([](Read& read) { return registrations::find(read, "r-a"); })->certificate == "c-b");
}

TEST_CASE("registrations are listed oldest first") {
  WithPrincipals home;
  home.write([](Write& write) {
    for (std::uint8_t i = 6; i > 0; --i) {
      Registration registration =
          sample_registration(std::string("r-") + static_cast<char>('a' + i), i % 2 == 0 ? "o-a" : "o-b", i);
      if (i > 4) registration.state = RegistrationState::denied;
      registrations::insert(write, registration);
    }
  });
  const auto listed = [&](const ListFilter& filter) {
    std::string ids;
    home.database->read([&](Read& read) {
      registrations::each(read, filter, [&](const registrations::Listed& one) {
        ids += one.registration.id.back();
        ids += one.name.front();
        ids += ' ';
      });
    });
    return ids;
  };
  const auto alpha = [](const std::string& name) { return name == "alpha"; };
  CHECK(listed({}) == "bb ca db ea fb ga ");
  CHECK(listed({.state = "waiting"}) == "bb ca db ea ");
  CHECK(listed({.state = "waiting", .limit = 1}) == "bb ");
  CHECK(listed({.name_matches = alpha, .limit = 2}) == "ca ea ");
  CHECK(listed({.state = "denied", .name_matches = alpha}) == "ga ");
  CHECK(home.read([](Read& read) { return registrations::count(read, RegistrationState::waiting); }) == 4);
  CHECK(home.read([](Read& read) { return registrations::count(read, RegistrationState::denied); }) == 2);
  CHECK(home.read([](Read& read) { return registrations::of_principal(read, "o-a"); }).size() == 3);
  CHECK(home.read([](Read& read) { return registrations::of_principal(read, "o-a", RegistrationState::denied); })
            .front()
            .id == "r-g");
  CHECK(home.read([](Read& read) { return registrations::with_prefix(read, "r-", 4); }).size() == 4);
}

TEST_CASE("attempts are numbered, and found by subject and by principal, newest first") {
  Fixture home;
  const auto attempt = [](const char* subject, const char* principal, int exit) {
    return Attempt{.id = 0,
                   .operation = "register",
                   .subject = subject,
                   .principal = principal,
                   .time = 5,
                   .actor = "uid:7",
                   .exit = exit,
                   .trace = std::string("{\"a\":1}")};
  };
  home.write([&](Write& write) {
    CHECK(attempts::insert(write, attempt("r-a", "o-a", 0)) == 1);
    CHECK(attempts::insert(write, attempt("r-b", "o-a", 3)) == 2);
    CHECK(attempts::insert(write, attempt("", "", 4)) == 3);
    CHECK(attempts::insert(write, attempt("o-a", "o-a", 10)) == 4);
  });
  const auto numbers = [&](const char* id, int limit) {
    std::string found;
    for (const Attempt& one : home.read([&](Read& read) { return attempts::of(read, id, "", limit); }))
      found += std::to_string(one.id);
    return found;
  };
  CHECK(numbers("o-a", 9) == "421");
  CHECK(numbers("o-a", 2) == "42");
  CHECK(numbers("r-b", 9) == "2");
  CHECK(numbers("r-x", 9).empty());
  const Attempt found = home.read([](Read& read) { return attempts::of(read, "r-b", "", 1); }).front();
  CHECK(found.operation == "register");
  CHECK(found.principal == "o-a");
  CHECK(found.time == 5);
  CHECK(found.actor == "uid:7");
  CHECK(found.exit == 3);
  CHECK(found.trace.canonical == "{\"a\":1}");
}

TEST_CASE(
    "of many attempts about one thing the first, the last ten and the last twenty that decided keep their traces") {
  Fixture home;
  home.write([](Write& write) {
    for (int i = 0; i < 60; ++i) {
      Attempt one;
      one.subject = "r-a";
      one.trace = "{\"n\":" + std::to_string(i) + "}";
      one.name = "web1";
      one.decides = i % 2 == 1;
      attempts::insert(write, one);
    }
  });
  std::string kept;
  int emptied = 0;
  home.database->read([&](Read& read) {
    attempts::each(read, [&](const Attempt& one) {
      if (one.trace.canonical.empty())
        ++emptied;
      else
        kept += std::to_string(one.id - 1) + " ";
      CHECK(one.word.starts_with("t-"));
    });
  });
  CHECK(emptied == 60 - 31);
  CHECK(kept.starts_with("0 21 23 "));
  CHECK(kept.ends_with("57 58 59 "));
  const auto named = home.read([](Read& read) { return attempts::of(read, "", "web1", 100); });
  CHECK(named.size() == 60);
  const std::string word = named.front().word;
  CHECK(home.read([&](Read& read) { return attempts::with_prefix(read, word, 2); }).size() == 1);
}

}  // namespace pkit::store
