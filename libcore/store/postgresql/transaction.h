// What runs inside one transaction of PostgreSQL. Internal to database.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/postgresql/connection.h"
#include "store/postgresql/copy.h"

namespace pkit::store::postgresql {

/// A transaction that is rolled back unless it was committed.
class Transaction {
 public:
  Transaction(ServerConnection& connection, const char* begin) : connection_(connection) {
    try {
      told_ = connection.script(begin).cell;
    } catch (const Error&) {
      connection.roll_back();
      throw;
    }
  }
  ~Transaction() {
    if (open_) connection_.roll_back();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// What the begin was answered with.
  const std::string& told() const { return told_; }
  /// `before` is done in the same round trip.
  void commit(const std::string& before = "") {
    const std::string tag = connection_.script(before + "COMMIT").tag;
    open_ = false;
    // A transaction in which a statement failed ends so.
    if (tag != "COMMIT") misuse("a transaction that had failed was committed");
  }

 private:
  ServerConnection& connection_;
  std::string told_;
  bool open_ = true;
};

/// What fn of read() and write() sees; only write()'s may change anything.
class View : public Write {
 public:
  View(ServerConnection& connection, bool may_change) : connection_(connection), may_change_(may_change) {}

  void query(const char* sql, Params params, const std::function<bool(const Row&)>& each) override {
    connection_.query(sql, params, each);
  }
  std::int64_t changes() override {
    return connection_.number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
  }
  std::int64_t execute(const char* sql, Params params) override {
    if (!may_change_) misuse("a change outside a transaction");
    return connection_.execute(sql, params);
  }
  std::unique_ptr<Filling> fill(const std::string& table, const std::vector<std::string>& columns) override {
    if (!may_change_) misuse("a change outside a transaction");
    return std::make_unique<Copying>(connection_, table, columns);
  }

 private:
  ServerConnection& connection_;
  bool may_change_;
};

/// Sets what a run meets, for as long as it runs.
class Meeting {
 public:
  Meeting(ServerConnection& connection, Met& met) : connection_(connection) { connection.meet(&met); }
  ~Meeting() { connection_.meet(nullptr); }
  Meeting(const Meeting&) = delete;
  Meeting& operator=(const Meeting&) = delete;

 private:
  ServerConnection& connection_;
};

}  // namespace pkit::store::postgresql
