// The engine behind Database: transactions over a connection, and how the file is opened and made.
#include <system_error>

#include "base/error.h"
#include "store/connection.h"
#include "store/database.h"
#include "store/file_system.h"
#include "store/schema_sqlite.h"

namespace pkit::store {

namespace {

[[noreturn]] void misuse(const char* what) {
  throw Error(Kind::internal, "internal", std::string("database: ") + what);
}

/// Rolls back unless it was committed.
class Transaction {
 public:
  Transaction(Connection& connection, const char* begin) : connection_(connection) { connection.execute(begin, {}); }
  ~Transaction() {
    if (connection_.in_transaction()) connection_.roll_back();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    if (!connection_.in_transaction()) misuse("a transaction that ended early was committed");
    connection_.execute("COMMIT", {});
  }

 private:
  Connection& connection_;
};

/// What fn of read() and write() sees; only write()'s may change anything.
class View : public Write {
 public:
  View(Connection& connection, bool may_change) : connection_(connection), may_change_(may_change) {}

  void query(const char* sql, Params params, const std::function<bool(const Row&)>& each) override {
    connection_.query(sql, params, may_change_, each);
  }
  std::int64_t changes() override { return connection_.number("PRAGMA data_version"); }
  std::int64_t execute(const char* sql, Params params) override {
    // A full disk ends a transaction early: what a caller does after swallowing that error must not be kept.
    if (!may_change_ || !connection_.in_transaction()) misuse("a change outside a transaction");
    return connection_.execute(sql, params);
  }

 private:
  Connection& connection_;
  bool may_change_;
};

class SqliteDatabase : public Database {
 public:
  SqliteDatabase(const Path& file, const World& world) : connection_(file, world) {}

  void open() {
    connection_.require_ours();
    connection_.configure();
    connection_.shrink_log();
  }

  void create() {
    // Before the write-ahead log, so that a file in WAL mode always has its schema.
    Transaction transaction(connection_, "BEGIN IMMEDIATE");
    connection_.script(kSchemaSqlite);
    transaction.commit();
    connection_.configure();
  }

  void read(const std::function<void(Read&)>& fn) override {
    View view(connection_, false);
    if (connection_.in_transaction()) return fn(view);
    Transaction transaction(connection_, "BEGIN");
    fn(view);
    transaction.commit();
  }

  void write(const std::function<void(Write&)>& fn) override {
    if (connection_.in_transaction()) misuse("write() inside a transaction");
    // Immediate: a transaction that reads first and then writes would fail on what another committed in between.
    Transaction transaction(connection_, "BEGIN IMMEDIATE");
    View view(connection_, true);
    fn(view);
    transaction.commit();
  }

  std::vector<std::string> check() override {
    std::vector<std::string> findings;
    connection_.query("PRAGMA integrity_check", {}, false, [&](const Row& row) {
      if (row.text(0) != "ok") findings.push_back(row.text(0));
      return true;
    });
    connection_.query("PRAGMA foreign_key_check", {}, false, [&](const Row& row) {
      findings.push_back("a row of " + row.text(0) + " refers to a row of " + row.text(2) + " that is not there");
      return true;
    });
    return findings;
  }

 private:
  Connection connection_;
};

/// Removes what a failed creation left.
class Unfinished {
 public:
  explicit Unfinished(Path file) : file_(std::move(file)) {}
  ~Unfinished() {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
      if (!finished_) std::filesystem::remove(file_.string() + suffix, ignored);
    }
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void finish() { finished_ = true; }

 private:
  Path file_;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const Path& file, Open how, const World& world) {
  refuse_network_file_system(std::filesystem::absolute(file).parent_path());
  if (how == Open::existing) {
    auto database = std::make_unique<SqliteDatabase>(file, world);
    database->open();
    return database;
  }
  create_file(file, {}, Mode::secret);
  Unfinished unfinished(file);
  auto database = std::make_unique<SqliteDatabase>(file, world);
  database->create();
  unfinished.finish();
  return database;
}

}  // namespace pkit::store
