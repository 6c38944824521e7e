// What engines answer where another transaction was faster: nothing of this one is kept, and it is run again. One table
// for all of them. SQLite has no row: its writers wait for each other before they begin.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace pkit::store {

/// One answer that means: again. When it has been given as often as kRuns it is told as `kind` and `code` say.
struct TryAgain {
  const char* engine;
  const char* answer;  // of PostgreSQL an SQLSTATE
  const char* when;
  Kind kind;
  const char* code;
};
std::span<const TryAgain> try_again_answers();
/// The row of that answer; null where it means what it says.
const TryAgain* find_try_again(std::string_view engine, std::string_view answer);

/// What a connection that was lost is answered with in PostgreSQL's row: connection_failure.
inline constexpr const char* kLostAnswer = "08006";

/// How often a transaction is run at most.
inline constexpr int kRuns = 5;

/// What one run of a transaction has met.
class Met {
 public:
  /// For an engine, where a statement or the commit is answered so.
  [[noreturn]] void fail(const TryAgain& row);
  /// Whatever the function made of that error: such a transaction is never committed.
  void require_none() const;
  /// What was met tells nothing yet: an engine asks what became of the transaction.
  void forget() { row_ = nullptr; }
  const TryAgain* row() const { return row_; }

 private:
  const TryAgain* row_ = nullptr;
};

/// Runs a transaction, from its begin to its commit, until it is committed. `run` rolls back whatever it throws, and
/// calls require_none() before it commits.
void until_committed(const std::function<void(Met&)>& run);

}  // namespace pkit::store
