#include "store/try_again.h"

namespace pkit::store {

namespace {

// Seen with PostgreSQL 15: two that insert the same key meet 40001 in repeatable read, 23505 in read committed without
// ON CONFLICT, and 23505 in serializable even where both have looked first. A key that is really there already breaks
// the constraint in every run, and is told then.
constexpr TryAgain kAnswers[] = {
    {"postgresql", "40001", "its reads are no longer true (serialization_failure)", Kind::state, "store.locked"},
    {"postgresql", "40P01", "two waited for each other (deadlock_detected)", Kind::state, "store.locked"},
    {"postgresql", "23505", "the key was inserted meanwhile (unique_violation)", Kind::conflict, "store.constraint"},
    {"postgresql", kLostAnswer, "the connection was lost before the commit", Kind::state, "store.io"},
};

Error error_of_row(const TryAgain& row) {
  return Error(row.kind, row.code,
               std::string("database: ") + row.when + " (" + row.engine + " " + row.answer + "), " +
                   std::to_string(kRuns) + " times",
               "try again");
}

}  // namespace

std::span<const TryAgain> try_again_answers() { return kAnswers; }

const TryAgain* find_try_again(std::string_view engine, std::string_view answer) {
  for (const TryAgain& row : kAnswers)
    if (row.engine == engine && row.answer == answer) return &row;
  return nullptr;
}

void Met::fail(const TryAgain& row) {
  row_ = &row;
  throw error_of_row(row);
}

void Met::require_none() const {
  if (row_) throw error_of_row(*row_);
}

void until_committed(const std::function<void(Met&)>& run) {
  for (int left = kRuns;; --left) {
    Met met;
    try {
      return run(met);
    } catch (const Error&) {
      if (!met.row() || left == 1) throw;
    }
  }
}

}  // namespace pkit::store
