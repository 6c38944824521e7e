// Several statements in one round trip: each is sent without waiting for the answers of those before.
#pragma once

#include <vector>

#include "store/postgresql/connection.h"

namespace pkit::store::postgresql {

/// Nothing else is done with the connection meanwhile. Where one statement fails none after it is executed.
class Pipeline {
 public:
  /// `connection` is not lost, and its libpq can do this.
  explicit Pipeline(ServerConnection& connection);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  void send(const char* sql, Params params);
  /// Of what was sent since the last call, in its order: whole results in binary form. Error as ServerConnection's
  /// query(), by the first that failed.
  std::vector<Result> answers();

 private:
  [[noreturn]] void fail(const Result& failed);
  /// The answer to one; null where the connection is lost.
  Result take();

  ServerConnection& connection_;
  std::vector<bool> under_way_;  // whether somebody waits for that answer: for a preparation nobody does
};

}  // namespace pkit::store::postgresql
