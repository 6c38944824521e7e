// The history: its bytes by known answers, its chain by what tampering it finds.
#include "base/json.h"
#include "digest/digest.h"
#include "store_test.h"

namespace pkit::store {

namespace {

Bytes sha256(std::string_view text) {
  const digest::Digest digest = digest::sha256(text);
  return Bytes(digest.begin(), digest.end());
}

/// A history of `count` events whose time is their number.
void fill(Fixture& home, int count) {
  home.write([&](Write& write) {
    for (int i = 1; i <= count; ++i) {
      events::append(write, i, "uid:7", i % 2 == 0 ? "certificate.issued" : "registration.denied", "r-a",
                     Value::map({{"n", i}}));
    }
  });
}

std::vector<std::string> faults_of(Fixture& home) {
  std::vector<std::string> told;
  for (events::ChainFault& fault : home.read([](Read& read) { return events::verify(read); }))
    told.push_back(std::move(fault.what));
  return told;
}

}  // namespace

// Expected values by Python, which shares no code with us:
//   import hashlib, struct
//   f = lambda b: struct.pack('>I', len(b)) + b
//   def canonical(home, seq, time, actor, kind, subject, data, previous):
//       return (b'pkit-event-v1' + f(home) + f(struct.pack('>q', seq)) + f(struct.pack('>q', time)) + f(actor) +
//               f(kind) + f(subject) + f(hashlib.sha256(data).digest()) + f(previous))
//   hashlib.sha256(b'\0' + canonical(...)).hexdigest()
// with home = bytes(range(16)); the second event follows the first.
TEST_CASE("the bytes of an event and their hash are as published") {
  const Bytes home_id = sample_meta().home_id;
  Event first{.sequence = 1,
              .time = 1795600000000,
              .actor = "uid:1000",
              .kind = "registration.approved",
              .subject = "r-abcdefghijklmnop",
              .data = {},
              .data_hash = sha256("{\"a\":\"\xc3\xa9\",\"b\":1}"),
              .previous = Bytes(32, 0),
              .hash = {}};
  CHECK(to_hex(canonical_event(home_id, first)) ==
        "706b69742d6576656e742d763100000010000102030405060708090a0b0c0d0e0f00000008000000000000000100000008000001a212"
        "19a400000000087569643a3130303000000015726567697374726174696f6e2e617070726f76656400000012722d6162636465666768"
        "696a6b6c6d6e6f7000000020aa58fba8483623bed37c1b02edfccbdd9a53123837c20bfa4cb4049993a2872e00000020000000000000"
        "0000000000000000000000000000000000000000000000000000");
  CHECK(to_hex(event_hash(home_id, first)) == "9fee363c6135db4aa4c4a6497bebf1c37379df760253c98da362617cd02610d1");
  const Event second{.sequence = 2,
                     .time = -1,
                     .actor = "",
                     .kind = "k",
                     .subject = "",
                     .data = {},
                     .data_hash = sha256("{}"),
                     .previous = event_hash(home_id, first),
                     .hash = {}};
  CHECK(to_hex(event_hash(home_id, second)) == "d08d06212bfef36228897a33c7bd19560543d6f5ff18a835d039d12cc05a8c12");
}

TEST_CASE("appending writes those bytes") {
  Fixture home;
  home.write([](Write& write) {
    // Members are sorted by canonical JSON.
    const Value data = Value::map({{"b", 1}, {"a", "\xc3\xa9"}});
    CHECK(events::append(write, 1795600000000, "uid:1000", "registration.approved", "r-abcdefghijklmnop", data) == 1);
    CHECK(events::append(write, -1, "", "k", "", Value::map()) == 2);
  });
  std::vector<Event> history;
  home.database->read([&](Read& read) {
    events::each(read, std::nullopt, [&](const Event& event) {
      history.push_back(event);
      return true;
    });
  });
  REQUIRE(history.size() == 2);
  CHECK(as_text(history[0].data) == "{\"a\":\"\xc3\xa9\",\"b\":1}");
  CHECK(to_hex(history[0].hash) == "9fee363c6135db4aa4c4a6497bebf1c37379df760253c98da362617cd02610d1");
  CHECK(history[1].previous.empty());  // it is the hash of the one before it
  CHECK(home.read([&](Read& read) { return events::is_as_appended(read, history[0]); }));
  CHECK(home.read([&](Read& read) { return events::is_as_appended(read, history[1]); }));
  CHECK(to_hex(history[1].hash) == "d08d06212bfef36228897a33c7bd19560543d6f5ff18a835d039d12cc05a8c12");
  CHECK(faults_of(home).empty());
}

TEST_CASE("an event that is rolled back leaves no gap") {
  Fixture home;
  fill(home, 2);
  struct Stop {};
  CHECK_THROWS_AS(home.write([](Write& write) {
    events::append(write, 3, "uid:7", "k", "s", Value());
    throw Stop{};
  }),
                  Stop);
  fill(home, 1);
  CHECK(home.read([](Read& read) { return events::count(read); }) == 3);
  CHECK(faults_of(home).empty());
}

TEST_CASE("the history is read in order, since a time, and by its newest of some kinds") {
  Fixture home;
  fill(home, 9);
  const auto since = [&](std::optional<Time> time, std::size_t most) {
    std::string seen;
    home.database->read([&](Read& read) {
      events::each(read, time, [&](const Event& event) {
        seen += std::to_string(event.sequence);
        return seen.size() < most;
      });
    });
    return seen;
  };
  CHECK(since(std::nullopt, 99) == "123456789");
  CHECK(since(7, 99) == "789");
  CHECK(since(std::nullopt, 2) == "12");
  const auto latest = [&](const std::vector<std::string>& prefixes, int limit) {
    std::string seen;
    for (const Event& event : home.read([&](Read& read) { return events::latest(read, prefixes, limit); })) {
      seen += std::to_string(event.sequence);
    }
    return seen;
  };
  CHECK(latest({"registration."}, 9) == "97531");
  CHECK(latest({"certificate.issued"}, 2) == "86");
  CHECK(latest({"certificate.", "registration.den"}, 3) == "987");
  CHECK(latest({"certificate.", "cert"}, 9) == "8642");
  CHECK(latest({"nothing."}, 9).empty());
  CHECK(latest({}, 9).empty());
  CHECK(latest({""}, 2) == "98");
}

TEST_CASE("the chain tells what was done to it") {
  struct Tampering {
    const char* what;
    std::vector<const char*> statements;
    std::vector<std::string> faults;
  };
  const std::vector<Tampering> rows = {
      {"nothing", {}, {}},
      {"an actor", {"UPDATE events SET actor = 'uid:8' WHERE sequence = 3"}, {"event 3 was altered"}},
      {"a time", {"UPDATE events SET time = 99 WHERE sequence = 3"}, {"event 3 was altered"}},
      {"data", {"UPDATE events SET data = x'7b226e223a347d' WHERE sequence = 3"}, {"event 3 was altered"}},
      {"data that are blanked, and their hash kept",
       {"UPDATE events SET data = zeroblob(0),"
        " data_hash = x'215ddd5567ca2590efd4ea109b4e56cbe591e2676fbf54a9262692c539166da6' WHERE sequence = 3"},
       {}},
      {"data that are blanked alone",
       {"UPDATE events SET data = zeroblob(0) WHERE sequence = 3"},
       {"event 3 was altered"}},
      {"data and their hash",
       {"UPDATE events SET data = zeroblob(0), data_hash = zeroblob(32) WHERE sequence = 3"},
       {"event 3 was altered"}},
      {"a hash",
       {"UPDATE events SET hash = zeroblob(32) WHERE sequence = 3"},
       {"event 3 was altered", "event 4 does not follow event 3"}},
      {"the last", {"DELETE FROM events WHERE sequence = 6"}, {"event 6 is missing at the end"}},
      {"the last three", {"DELETE FROM events WHERE sequence > 3"}, {"events 4 to 6 are missing at the end"}},
      {"the first", {"DELETE FROM events WHERE sequence = 1"}, {"event 1 is missing"}},
      {"two in the middle", {"DELETE FROM events WHERE sequence IN (3, 4)"}, {"events 3 to 4 are missing"}},
      {"all", {"DELETE FROM events"}, {"events 1 to 6 are missing at the end"}},
      {"two swapped",
       {"UPDATE events SET sequence = -3 WHERE sequence = 3", "UPDATE events SET sequence = 3 WHERE sequence = 4",
        "UPDATE events SET sequence = 4 WHERE sequence = -3"},
       {"event 3 was swapped: it was written as event 4", "event 4 was swapped: it was written as event 3",
        "event 5 does not follow event 4"}},
      {"the last, head and all",
       {"DELETE FROM events WHERE sequence = 6",
        "UPDATE head SET sequence = 5, hash = (SELECT hash FROM events WHERE sequence = 4)"},
       {"the head does not fit event 5"}},
      {"the head", {"DELETE FROM head"}, {"the head is missing"}},
      {"the head's number", {"UPDATE head SET sequence = 5"}, {"the head ends at 5, the events at 6"}},
      {"the head's hash", {"UPDATE head SET hash = zeroblob(32)"}, {"the head does not fit event 6"}},
      {"one before the first",
       {"INSERT INTO events SELECT 0, time, actor, kind, subject, data, data_hash, previous, hash FROM events WHERE "
        "sequence = 1"},
       {"event 0 was swapped: it was written as event 1", "event 1 does not follow the beginning"}},
  };
  for (const Tampering& row : rows) {
    CAPTURE(row.what);
    Fixture home;
    fill(home, 6);
    for (const char* statement : row.statements) home.execute(statement);
    const std::vector<std::string> faults = faults_of(home);
    CAPTURE(faults.size());
    CHECK(faults == row.faults);
  }
}

TEST_CASE("what acts on an event sees whether it is as it was appended") {
  const char* const changes[] = {
      "UPDATE events SET actor = 'uid:8' WHERE sequence = 2",
      "UPDATE events SET data = x'7b7d' WHERE sequence = 2",
      "UPDATE events SET hash = zeroblob(32) WHERE sequence = 2",
      "UPDATE events SET hash = zeroblob(32) WHERE sequence = 1",
      "DELETE FROM events WHERE sequence = 1",
  };
  for (const char* change : changes) {
    CAPTURE(change);
    Fixture home;
    fill(home, 3);
    const auto is_sound = [&] {
      return home.read([](Read& read) { return events::is_as_appended(read, events::find(read, 2).value()); });
    };
    CHECK(is_sound());
    home.execute(change);
    CHECK(!is_sound());
  }
}

TEST_CASE("a home's history is no other home's") {
  Fixture home;
  fill(home, 2);
  home.execute("UPDATE meta SET home_id = zeroblob(16)");
  CHECK(faults_of(home) == std::vector<std::string>{"event 1 was altered", "event 2 was altered"});
}

TEST_CASE("without a head nothing is appended") {
  Fixture home;
  home.execute("DELETE FROM head");
  const Error error = error_from([&] { fill(home, 1); });
  CHECK(error.kind() == Kind::state);
  CHECK(error.code() == "store.corrupt");
}

}  // namespace pkit::store
