// Certificates in numbers: counted, and listed by their end.
#include <limits>

#include "store/entities/certificate_row.h"
#include "store/entities/listing.h"
#include "store/entities/state_words.h"

#define LISTED                                                           \
  ", p.name FROM certificates c JOIN principals p ON p.id = c.principal" \
  " WHERE c.not_after >= $from AND c.not_after <= $to"
// As the index of ends has them: nothing is sorted.
#define BY_END " ORDER BY c.not_after"

namespace pkit::store {

namespace {

constexpr StateWords<CertificateState, 3> kCertificateStates{"a certificate", {"valid", "expired", "revoked"}};

}  // namespace

std::span<const char* const> certificate_state_words() { return kCertificateStates.words; }

const char* state_word(CertificateState state) { return kCertificateStates.word(state); }

CertificateState state_of(const Certificate& certificate, Time now) {
  if (certificate.revoked_at) return CertificateState::revoked;
  return now > certificate.not_after ? CertificateState::expired : CertificateState::valid;
}

}  // namespace pkit::store

namespace pkit::store::certificates {

namespace {

// Whole days by their counters, and what of today has ended, or has not, by the index.
const char* const kCount =
    "SELECT (SELECT CAST(COALESCE(SUM(kept), 0) AS BIGINT) FROM certificate_ends WHERE day > $day)"
    " + (SELECT COUNT(*) FROM certificates WHERE not_after >= $now AND not_after < $tomorrow AND revoked_at IS NULL),"
    " (SELECT CAST(COALESCE(SUM(kept), 0) AS BIGINT) FROM certificate_ends WHERE day < $day)"
    " + (SELECT COUNT(*) FROM certificates WHERE not_after >= $today AND not_after < $now AND revoked_at IS NULL),"
    " (SELECT number FROM counters WHERE name = 'certificates.revoked')";
const char* const kAny = Rows::select_as<"c.", LISTED BY_END>;
const char* const kKept = Rows::select_as<"c.", LISTED " AND c.revoked_at IS NULL" BY_END>;
const char* const kRevoked = Rows::select_as<"c.", LISTED " AND c.revoked_at IS NOT NULL" BY_END>;

/// What a filter asks for, as a statement and a range of ends.
struct Selection {
  const char* sql;
  Time from = std::numeric_limits<Time>::min();
  Time to = std::numeric_limits<Time>::max();
};

Selection selection_of(CertificateState state, Time now) {
  switch (state) {
    case CertificateState::valid:
      return {.sql = kKept, .from = now};
    case CertificateState::expired:
      return {.sql = kKept, .to = now - 1};
    case CertificateState::revoked:
      break;
  }
  return {.sql = kRevoked};
}

/// Only a valid certificate can be expiring. Nothing where none can be both, or where there is no such state.
std::optional<Selection> selection_of(const ListFilter& filter) {
  const Time now = filter.now.value_or(0);
  if (filter.state.empty() && !filter.expiring_by) return Selection{.sql = kAny};
  const auto& words = kCertificateStates.words;
  const auto word = std::find(std::begin(words), std::end(words), filter.state.empty() ? *words : filter.state);
  if (word == std::end(words)) return std::nullopt;
  const auto state = static_cast<CertificateState>(word - std::begin(words));
  Selection selection = selection_of(state, now);
  if (!filter.expiring_by) return selection;
  if (state != CertificateState::valid) return std::nullopt;
  selection.to = *filter.expiring_by;
  return selection;
}

}  // namespace

Counts count(Read& read, Time now) {
  const auto counts = [](const Row& row) {
    return Counts{.valid = row.integer(0), .expired = row.integer(1), .revoked = row.integer(2)};
  };
  constexpr Time kDay = 24LL * 3600 * 1000;
  const Time day = now / kDay;
  return first(read, kCount, {{"$day", day}, {"$now", now}, {"$today", day * kDay}, {"$tomorrow", (day + 1) * kDay}},
               counts)
      .value_or(Counts{});
}

void each(Read& read, const ListFilter& filter, const std::function<void(const Listed&)>& fn) {
  const std::optional<Selection> selection = selection_of(filter);
  if (!selection) return;
  Listing listing(filter);
  read.query(selection->sql, {{"$from", selection->from}, {"$to", selection->to}}, [&](const Row& row) {
    const std::string name = row.text(Rows::kCount);
    return listing.offer(name, [&] { fn({Rows::from(row), name}); });
  });
}

}  // namespace pkit::store::certificates
