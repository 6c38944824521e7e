// Request ids: claimed once, taken over only when their lease was seen to end.
#include "store_test.h"

namespace pkit::store {

namespace {

Request claim_of(const std::string& id) {
  return {.id = id,
          .caller = "uid:1",
          .operation = "issue",
          .digest = digest_of(1),
          .subject = "",
          .holder = "host/1",
          .lease_until = 100,
          .created = 50};
}

}  // namespace

TEST_CASE("a request id is claimed once a caller") {
  Fixture home;
  Request request = claim_of("job-1");
  home.write([&](Write& write) {
    CHECK(requests::claim(write, request));
    CHECK_FALSE(requests::claim(write, request));
    request.caller = "uid:2";
    CHECK(requests::claim(write, request));
  });
  const auto found = home.read([](Read& read) { return requests::find(read, "uid:1", "job-1"); });
  REQUIRE(found);
  CHECK(found->operation == "issue");
  CHECK(found->digest == digest_of(1));
  CHECK(found->subject.empty());
  CHECK(found->holder == "host/1");
  CHECK(found->lease_until == 100);
  CHECK(found->created == 50);
  CHECK_FALSE(home.read([](Read& read) { return requests::find(read, "uid:3", "job-1"); }));
}

TEST_CASE("of two that saw a lease end one takes over; what is bound is nobody's to take") {
  Fixture home;
  Request request = claim_of("job");
  home.write([&](Write& write) {
    CHECK(requests::claim(write, request));
    request.lease_until = 200;
    request.holder = "host/2";
    CHECK(requests::take_over(write, request, 100));
    CHECK_FALSE(requests::take_over(write, request, 100));
    CHECK(requests::find(write, "uid:1", "job")->holder == "host/2");
    CHECK_FALSE(requests::release(write, "uid:1", "job", "host/1"));
    CHECK(requests::release(write, "uid:1", "job", "host/2"));
    CHECK(requests::find(write, "uid:1", "job")->lease_until == 0);
    CHECK(requests::take_over(write, request, 0));
    CHECK_FALSE(requests::bind(write, "uid:1", "job", "host/1", "r-other"));
    CHECK(requests::bind(write, "uid:1", "job", "host/2", "r-a"));
    CHECK_FALSE(requests::bind(write, "uid:1", "job", "host/2", "r-other"));
    CHECK_FALSE(requests::take_over(write, request, 0));
    CHECK_FALSE(requests::release(write, "uid:1", "job", "host/2"));
    requests::forget(write, "uid:1", "job", "host/2");
  });
  const auto bound = home.read([](Read& read) { return requests::find(read, "uid:1", "job"); });
  CHECK(bound->subject == "r-a");
  CHECK(bound->lease_until == 0);
}

TEST_CASE("a claim to which nothing was bound is forgotten by its holder alone") {
  Fixture home;
  const Request request = claim_of("job");
  home.write([&](Write& write) {
    CHECK(requests::claim(write, request));
    requests::forget(write, "uid:1", "job", "host/2");
    CHECK_FALSE(requests::claim(write, request));
    requests::forget(write, "uid:1", "job", "host/1");
    CHECK(requests::claim(write, request));
  });
}

}  // namespace pkit::store
