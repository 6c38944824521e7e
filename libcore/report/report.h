// The report: what a person wants to see of a home at a glance, as numbers and rows. It changes nothing, and whoever
// prints it knows nothing of the state.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/table.h"
#include "home/session.h"
#include "report/timeline.h"

namespace pkit {

namespace shape {
extern const Shape report;
}

namespace report {

struct Request {
  std::int64_t rows = 10'000;  // certificates that are named; all are counted
};

/// A certificate that ends.
struct Ending {
  std::string id, name, subject, serial, key;  // name: its holder's; serial: hex; key: its word, "ec-p256"
  Time not_after = 0;
  bool replaced = false;  // there is a later one in its place; known of those that end soon
};
/// The valid certificates that one authority signed for one profile.
struct Group {
  std::string authority, profile;
  std::int64_t count = 0;
  std::int64_t soon = 0;  // end within kSoon, and nothing has replaced them
  Timeline timeline;
  std::vector<Ending> endings;  // the soonest first
};
inline constexpr Duration kSoon = 30LL * 24 * 3600 * 1000;

enum class CaState { valid, expired, unreadable };
/// As users have them, in that order.
inline constexpr Words kCaStates = kOneOf<"valid", "expired", "unreadable">;
inline const char* state_word(CaState state) { return kCaStates[static_cast<std::size_t>(state)]; }

/// A CA's certificate: of an authority, or above one.
struct Ca {
  std::string authority, subject, key, signature;  // words of key and signature algorithm
  Time not_after = 0;
  CaState state = CaState::valid;
};

/// What does not go on by itself.
struct Waiting {
  const char* what = "";  // "registration", "certificate", "order", "delivery", "publication"
  std::string id, name, reason;
  std::optional<Time> since;
};
struct Failure {
  Time time = 0;
  std::string kind, subject, name, reason;
  std::int64_t event = 0;
};

/// A certificate store as it is now, against its last inventory.
enum class StoreStanding { as_it_was, drifted, not_read_whole, never_looked_at, found, being_changed, unreadable };
/// As users have them, in that order.
inline constexpr Words kStoreStandings =
    kOneOf<"as it was", "drifted", "not read whole", "never looked at", "found", "being changed", "unreadable">;
inline const char* state_word(StoreStanding state) { return kStoreStandings[static_cast<std::size_t>(state)]; }

/// A certificate store beside the home.
struct StoreLine {
  std::string name, kind, path;
  StoreStanding state = StoreStanding::as_it_was;
  std::string why{};  // what differs, or why it is in that state
  std::int64_t entries = 0;
  std::optional<Time> inventoried;
};
/// All of them, by name: each is read now, and held against its last inventory.
std::vector<StoreLine> look_at_stores(const ReadSession& session);

/// How one kind of key, or one signature algorithm, is used by what is valid.
struct Use {
  std::int64_t certificates = 0, authorities = 0;
  std::int64_t past_2030 = 0, past_2035 = 0;  // of both, those that end after that year
};

/// The lists of what waits, failed or ended have at most kMostRows rows each; `left_out` says how many are not there.
template <class Row>
struct Rows {
  std::vector<Row> rows;
  std::int64_t left_out = 0;
};
inline constexpr std::size_t kMostRows = 500;

struct Report {
  Time made = 0;
  std::string home;
  std::vector<std::string> warnings;
  std::int64_t valid = 0, expired = 0, revoked = 0;
  std::vector<Ca> authorities;
  std::vector<Group> groups;   // by authority and profile
  std::int64_t not_named = 0;  // valid certificates beyond Request::rows
  Rows<Ending> soon, ended;    // without a later one in their place: within kSoon from now, and back
  Rows<Waiting> waiting;
  std::vector<StoreLine> stores;
  Rows<Failure> failures;                       // the newest first
  std::map<std::string, Use> keys, signatures;  // by word
};

/// One reading of the state. With a faulty pkit.yaml, or a certificate that cannot be read, a warning says so and the
/// rest is there.
Report make_report(const ReadSession& session, const Request& request);

/// {made, home, counts, authorities, ends:[{authority, profile, ...}], soon, ended, waiting, failures, keys,
/// signatures}
Value view(const Report& report);

}  // namespace report
}  // namespace pkit
