// What the report tells, read from one state of the home.
#include <algorithm>
#include <iterator>
#include <set>

#include "base/counted.h"
#include "base/json.h"
#include "gateways/status.h"
#include "report/inventory.h"
#include "report/report.h"
#include "report/strength.h"
#include "store/deliveries.h"
#include "store/events.h"
#include "store/expiry.h"
#include "store/gateways.h"
#include "store/intents.h"
#include "store/registrations.h"

namespace pkit::report {

namespace {

// The ends of the years of NIST IR 8547 (initial public draft, table 2): what resists 112 bits is not to be used after
// the first, and nothing that a quantum computer breaks after the second.
constexpr Time kPast2030 = 1'924'991'999'999, kPast2035 = 2'082'758'399'999;

template <class Row>
void put(Rows<Row>& rows, Row row) {
  if (rows.rows.size() < kMostRows)
    rows.rows.push_back(std::move(row));
  else
    ++rows.left_out;
}

void count_use(std::map<std::string, Use>& uses, const std::string& word, Time end, std::int64_t Use::*what) {
  Use& use = uses[word];
  ++(use.*what);
  use.past_2030 += end > kPast2030 ? 1 : 0;
  use.past_2035 += end > kPast2035 ? 1 : 0;
}

// --- certificates ----------------------------------------------------------------------------------------------------

/// Collects groups, and the ends of each for its timeline.
class Groups {
 public:
  Groups(Report& report, std::int64_t rows, const std::set<std::string>& unreplaced, Time now)
      : report_(report), left_(rows), unreplaced_(unreplaced), now_(now) {}

  void add(const Issued& issued) {
    const store::Certificate& row = issued.row;
    auto& [group, ends] = groups_[{issued.authority, row.profile}];
    ++group.count;
    ends.push_back(row.not_after);
    const bool open = unreplaced_.contains(row.id), near = row.not_after <= now_ + kSoon;
    group.soon += open ? 1 : 0;
    if (left_ > 0)
      group.endings.push_back(ending(issued, near && !open));
    else
      ++report_.not_named;
    left_ -= left_ > 0 ? 1 : 0;
  }

  void finish() {
    for (auto& [key, collected] : groups_) {
      auto& [group, ends] = collected;
      group.authority = key.first;
      group.profile = key.second;
      group.timeline = timeline_of(ends, now_);
      report_.groups.push_back(std::move(group));
    }
  }

 private:
  static Ending ending(const Issued& issued, bool replaced) {
    const store::Certificate& row = issued.row;
    return {.id = row.id,
            .name = issued.name,
            .subject = row.subject,
            .serial = to_hex(row.serial),
            .key = issued.content ? issued.content->key.word() : "unreadable",
            .not_after = row.not_after,
            .replaced = replaced};
  }

  Report& report_;
  std::int64_t left_;
  const std::set<std::string>& unreplaced_;
  Time now_;
  std::map<std::pair<std::string, std::string>, std::pair<Group, std::vector<Time>>> groups_;
};

Ending ending_of(const store::expiry::Ending& row) {
  return {.id = row.id,
          .name = row.name,
          .subject = row.subject,
          .serial = to_hex(row.serial),
          .key = {},
          .not_after = row.not_after};
}

void add_certificates(store::Read& read, Report& report, const Request& request) {
  std::set<std::string> unreplaced;
  const Time now = report.made;
  store::expiry::each(read, now, now + kSoon, [&](const store::expiry::Ending& row) {
    unreplaced.insert(row.id);
    put(report.soon, ending_of(row));
  });
  store::expiry::each(read, now - kSoon, now - 1,
                      [&](const store::expiry::Ending& row) { put(report.ended, ending_of(row)); });
  Groups groups(report, request.rows, unreplaced, now);
  std::int64_t unreadable = 0;
  each_issued(read, now, [&](const Issued& issued) {
    groups.add(issued);
    if (!issued.content) return void(++unreadable);
    count_use(report.keys, issued.content->key.word(), issued.row.not_after, &Use::certificates);
    count_use(report.signatures, issued.content->signature_algorithm.word, issued.row.not_after, &Use::certificates);
  });
  groups.finish();
  if (unreadable > 0)
    report.warnings.push_back(counted(unreadable, "certificate") + " in the state cannot be read: pkit doctor");
  const store::certificates::Counts counts = store::certificates::count(read, now);
  report.valid = counts.valid;
  report.expired = counts.expired;
  report.revoked = counts.revoked;
}

void add_authorities(const ReadSession& session, Report& report) {
  const CaCertificates cas = ca_certificates(session);
  if (cas.config_is_faulty) report.warnings.push_back("pkit.yaml has faults: pkit config check");
  for (const auto& [name, reason] : cas.unreadable)
    report.authorities.push_back(
        {.authority = name, .subject = reason, .key = {}, .signature = {}, .state = CaState::unreadable});
  for (const CaCertificate& ca : cas.all) {
    const x509::Certificate& c = ca.certificate;
    const bool over = report.made > c.not_after;
    report.authorities.push_back({.authority = ca.authority,
                                  .subject = c.subject.text(),
                                  .key = c.key.word(),
                                  .signature = c.signature_algorithm.word,
                                  .not_after = c.not_after,
                                  .state = over ? CaState::expired : CaState::valid});
    if (over) continue;
    count_use(report.keys, c.key.word(), c.not_after, &Use::authorities);
    count_use(report.signatures, c.signature_algorithm.word, c.not_after, &Use::authorities);
  }
}

// --- what does not go on by itself
// ------------------------------------------------------------------------------------

void add_registrations(store::Read& read, Report& report, store::RegistrationState state, const char* what) {
  store::ListFilter filter;
  filter.state = store::state_word(state);
  store::registrations::each(read, filter, [&](const store::registrations::Listed& row) {
    put(report.waiting, {.what = what,
                         .id = row.registration.id,
                         .name = row.name,
                         .reason = row.registration.reason,
                         .since = row.registration.updated});
  });
}

/// Those that are not named are counted.
void add_deliveries(store::Read& read, Report& report) {
  constexpr std::int64_t kAll = INT64_MAX;
  for (const char* state : {"dead", "waiting"})
    store::deliveries::each(read, state, kAll, [&](const store::Delivery& row) {
      put(report.waiting, {.what = "delivery",
                           .id = std::to_string(row.event),
                           .name = row.target,
                           .reason = std::string(state) + " after " + std::to_string(row.tries) + " tries" +
                                     (row.reason.empty() ? "" : ": " + row.reason),
                           .since = std::nullopt});
    });
}

void add_waiting(store::Read& read, Report& report) {
  add_registrations(read, report, store::RegistrationState::waiting, "registration");
  add_registrations(read, report, store::RegistrationState::approved, "certificate");
  for (const store::Intent& order : store::intents::open(read))
    put(report.waiting, {.what = "order",
                         .id = order.id,
                         .name = order.name,
                         .reason = order.authority + ", " + store::state_word(order.state) +
                                   (order.reason.empty() ? "" : ": " + order.reason),
                         .since = order.created});
  for (const store::GatewayRecord& record : store::gateway_records::without_certificate(read)) {
    const gateways::StatusRow* status = gateways::find_status(record.status);
    if (!status || status->meaning != gateways::Meaning::waits) continue;
    put(report.waiting, {.what = "order",
                         .id = record.ca_request_id,
                         .name = record.subject,
                         .reason = "gateway " + record.gateway + ", " + status->word,
                         .since = std::nullopt});
  }
  add_deliveries(read, report);
  for (const store::Publication& publication : store::publications::unfinished(read))
    put(report.waiting, {.what = "publication",
                         .id = publication.certificate,
                         .name = publication.target,
                         .reason = "pkit doctor finishes it",
                         .since = std::nullopt});
}

/// Kinds of events that tell of what went wrong, as beginnings.
std::vector<std::string> failure_kinds() {
  std::vector<std::string> kinds = {"csr.malformed", "csr.refused",     "registration.denied", "registration.refused",
                                    "proof.refused", "account.refused", "delivery.dead",       "job.failed"};
  for (const char* door : {"register", "approve", "issue", "renew", "rotate-key", "authenticate"})
    for (const char* end : {".failed", ".refused", ".denied"}) kinds.push_back(std::string(door) + end);
  return kinds;
}

/// Of whom an event tells, where its subject is a registration.
std::string holder_of(store::Read& read, const std::string& subject) {
  const auto registration = store::registrations::find(read, subject);
  const auto principal = registration ? store::principals::find(read, registration->principal) : std::nullopt;
  return principal ? principal->name : std::string();
}

Failure failure_of(store::Read& read, const store::Event& event) {
  Failure failure{.time = event.time,
                  .kind = event.kind,
                  .subject = event.subject,
                  .name = holder_of(read, event.subject),
                  .reason = {},
                  .event = event.sequence};
  if (event.data.empty()) return failure;
  const Value data = parse_json(as_text(event.data), "event " + std::to_string(event.sequence));
  failure.name = data.text_or("ClientMachine", failure.name.empty() ? data.text_or("caller") : failure.name);
  failure.reason = data.text_or("reason", data.text_or("code", data.text_or("Message")));
  return failure;
}

void add_failures(store::Read& read, Report& report) {
  constexpr int kMost = 100;
  for (const store::Event& event : store::events::latest(read, failure_kinds(), kMost))
    put(report.failures, failure_of(read, event));
}

}  // namespace

Report make_report(const ReadSession& session, const Request& request) {
  Report report;
  report.made = operation_time(session, false);
  report.home = session.home.directory.string();
  add_authorities(session, report);
  report.stores = look_at_stores(session);
  session.state.read([&](store::Read& read) {
    add_certificates(read, report, request);
    add_waiting(read, report);
    add_failures(read, report);
  });
  return report;
}

}  // namespace pkit::report
