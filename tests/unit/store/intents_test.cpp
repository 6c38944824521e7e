#include "store/intents.h"

#include "store_test.h"

namespace pkit::store {

namespace {

Intent sample_intent(const std::string& id, std::uint8_t csr) {
  Intent intent;
  intent.id = id;
  intent.authority = "corp";
  intent.name = "web1";
  intent.csr_sha256 = digest_of(csr);
  intent.state = IntentState::planned;
  intent.holder = "me";
  intent.lease_until = 5000;
  intent.created = 1000 + csr;
  return intent;
}

std::optional<Intent> found(Fixture& fixture, const std::string& id) {
  return fixture.read([&](Read& read) { return intents::find(read, id); });
}

bool updates(Fixture& fixture, const Intent& intent) {
  bool done = false;
  fixture.write([&](Write& write) { done = intents::update(write, intent); });
  return done;
}

bool inserts(Fixture& fixture, const Intent& intent) {
  bool done = false;
  fixture.write([&](Write& write) { done = intents::insert(write, intent); });
  return done;
}

bool binds(Fixture& fixture, const std::string& id) {
  bool done = false;
  fixture.write([&](Write& write) { done = intents::bind(write, id); });
  return done;
}

}  // namespace

TEST_CASE("one intent is open for an authority, a name and a CSR") {
  Fixture fixture;
  CHECK(inserts(fixture, sample_intent("g-one", 1)));
  CHECK(!inserts(fixture, sample_intent("g-two", 1)));
  Intent other = sample_intent("g-three", 1);
  other.authority = "another";
  CHECK(inserts(fixture, other));
  CHECK(inserts(fixture, sample_intent("g-four", 2)));
  const auto open = fixture.read([](Read& read) { return intents::find_open(read, "corp", "web1", digest_of(1)); });
  REQUIRE(open);
  CHECK(open->id == "g-one");
  CHECK(open->holder == "me");
  CHECK(open->lease_until == 5000);
  CHECK(fixture.read([](Read& read) { return intents::open(read); }).size() == 3);
}

TEST_CASE("who saw an older version changes nothing") {
  Fixture fixture;
  Intent intent = sample_intent("g-one", 1);
  inserts(fixture, intent);
  intent.state = IntentState::sent;
  intent.sent_until = 7000;
  CHECK(updates(fixture, intent));
  CHECK(!updates(fixture, intent));
  CHECK(found(fixture, "g-one")->version == 2);
  CHECK(found(fixture, "g-one")->sent_until == 7000);
}

TEST_CASE("only what is issued is bound, and what has ended stays so") {
  Fixture fixture;
  Intent intent = sample_intent("g-one", 1);
  inserts(fixture, intent);
  CHECK(!binds(fixture, "g-one"));
  intent.state = IntentState::issued;
  intent.certificate = {0x30, 1};
  intent.reason = "waited";
  CHECK(updates(fixture, intent));
  CHECK(binds(fixture, "g-one"));
  CHECK(!binds(fixture, "g-one"));
  const Intent bound = *found(fixture, "g-one");
  CHECK(bound.state == IntentState::bound);
  CHECK(bound.holder == "");
  CHECK(bound.reason == "");
  CHECK(bound.certificate == Bytes{0x30, 1});
  CHECK(!updates(fixture, bound));
  CHECK(fixture.read([](Read& read) { return intents::open(read); }).empty());
  CHECK(inserts(fixture, sample_intent("g-two", 1)));
}

TEST_CASE("after a restoration nothing is held, and what was planned may have been sent") {
  Fixture fixture;
  for (const auto& [id, state] :
       {std::pair{"g-a", IntentState::planned}, {"g-b", IntentState::issued}, {"g-c", IntentState::abandoned}}) {
    Intent intent = sample_intent(id, static_cast<std::uint8_t>(id[2]));
    intent.state = state;
    inserts(fixture, intent);
  }
  std::int64_t voided = 0;
  fixture.write([&](Write& write) { voided = intents::void_leases(write); });
  CHECK(voided == 2);
  CHECK(found(fixture, "g-a")->state == IntentState::sent);
  CHECK(found(fixture, "g-a")->holder == "");
  CHECK(found(fixture, "g-b")->state == IntentState::issued);
  CHECK(found(fixture, "g-b")->holder == "");
  CHECK(found(fixture, "g-c")->state == IntentState::abandoned);
  CHECK(found(fixture, "g-c")->holder == "me");
}

}  // namespace pkit::store
