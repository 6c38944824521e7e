// The engine behind Database: transactions over a connection, and how the file is opened and made.
#include <system_error>
#include <utility>

#include "base/error.h"
#include "store/counters.h"
#include "store/schema/sqlite.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/file_system.h"
#include "store/state_file.h"

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

[[noreturn]] void too_new(const Path& file, const char* doing, std::int64_t version) {
  throw Error(Kind::state, "store.schema",
              file.string() + " has schema version " + std::to_string(version) + ", and this pkit, which knows " +
                  std::to_string(newest_schema()) + ", cannot " + doing + " it",
              "use the newer pkit that wrote it");
}

/// Makes what steps after `version` make; inside a transaction.
void apply_steps(Connection& connection, std::int64_t version) {
  View view(connection, true);
  for (const SchemaStep& step : schema_steps()) {
    if (step.version <= version) continue;
    connection.script(step.sql);
    if (step.rows != nullptr) step.rows(view);
  }
  const SchemaStep& last = schema_steps().back();
  connection.execute("UPDATE compatibility SET min_reader = $reader, min_writer = $writer WHERE one = 1",
                     {{"$reader", last.min_reader}, {"$writer", last.min_writer}});
  connection.script(("PRAGMA user_version = " + std::to_string(last.version)).c_str());
}

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

constexpr const char* kTables =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";

// In the order in which they were made: what a table refers to was there before it.
constexpr const char* kColumns =
    "SELECT m.name, c.name, c.type FROM sqlite_schema m, pragma_table_info(m.name) c"
    " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid";

/// Fills the tables of a new state with the rows of another. LIMIT keeps the engine from copying indexes as they are.
void fill_from(Connection& fresh, const Path& source) {
  fresh.execute("ATTACH $source AS damaged", {{"$source", source.string()}});
  std::vector<std::string> tables;
  fresh.query(kTables, {}, false, [&](const Row& row) {
    tables.push_back(row.text(0));
    return true;
  });
  Transaction transaction(fresh, "BEGIN");
  for (const std::string& table : tables) {
    fresh.script(("DELETE FROM main." + table).c_str());
    fresh.script(("INSERT INTO main." + table + " SELECT * FROM damaged." + table + " NOT INDEXED LIMIT -1").c_str());
  }
  View view(fresh, true);
  counters::recount(view);  // copying has counted the rows once more
  transaction.commit();
  fresh.script("DETACH damaged");
}

class SqliteDatabase : public StateFile {
 public:
  SqliteDatabase(const Path& file, const World& world) : file_(file), world_(world), connection_(file, world) {}

  void open(bool with_log) {
    const std::int64_t version = connection_.schema_version();
    if (standing_in(version) != Standing::in_force) not_in_force();
    if (version < 1)
      throw Error(Kind::state, "store.corrupt", file_.string() + " is not a pkit database", "restore a backup");
    if (version > newest_schema()) judge_newer(version);
    connection_.configure(with_log);
    connection_.require_in_place();  // it may have waited long for whoever replaced it
    connection_.shrink_log();
    if (version < newest_schema()) migrate();
  }

  /// Whatever its standing; an older schema stays.
  void open_any() {
    if (connection_.schema_version() < 1)
      throw Error(Kind::state, "store.corrupt", file_.string() + " is not a pkit database", "restore a backup");
    connection_.configure(false);
  }

  void create() {
    // Before the write-ahead log, so that a file in WAL mode always has its schema.
    Transaction transaction(connection_, "BEGIN IMMEDIATE");
    apply_steps(connection_, 0);
    transaction.commit();
    connection_.configure(true);
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
    if (unwritable_ != 0) too_new(file_, "change", unwritable_);
    // Immediate: a transaction that reads first and then writes would fail on what another committed in between.
    Transaction transaction(connection_, "BEGIN IMMEDIATE");
    // Who moves a state says so while it has this lock.
    if (std::filesystem::exists(elsewhere(file_))) not_in_force();
    View view(connection_, true);
    fn(view);
    connection_.require_in_place();
    transaction.commit();
  }

  Standing standing() override { return standing_in(connection_.schema_version()); }
  void stand(Standing standing) override {
    if (!connection_.in_transaction()) misuse("a standing outside a transaction");
    const std::int64_t number = marked(standing, newest_schema());
    connection_.script(("PRAGMA user_version = " + std::to_string(number)).c_str());
  }

  void put_away() noexcept override { connection_.put_away(); }

  void expect_many_writes() override { connection_.expect_many_writes(); }
  void keep_little() override { connection_.keep_little(); }

  std::vector<std::string> check() override {
    std::vector<std::string> findings;
    // Each row is looked up in each index, in no order: what does not fit is read anew for every row.
    connection_.keep_much();
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

  void copy_to(const Path& file) override {
    create_file(file, {}, Mode::secret);
    Unfinished unfinished(file);
    {
      // By a connection of its own: one that holds the lock of a writer cannot be read from.
      Connection source(file_, world_), copy(file, world_);
      source.copy_to(copy);
    }
    sync_directory(file.parent_path());
    unfinished.finish();
  }

  void rebuild_to(const Path& file) override {
    create_file(file, {}, Mode::secret);
    Unfinished unfinished(file);
    rebuilt_at_ = connection_.number("PRAGMA data_version");
    {
      Connection fresh(file, world_);
      Transaction transaction(fresh, "BEGIN");
      apply_steps(fresh, 0);
      transaction.commit();
      fill_from(fresh, file_);
    }
    sync_directory(file.parent_path());
    unfinished.finish();
  }

  void compact_to(const Path& file) override {
    create_file(file, {}, Mode::secret);
    Unfinished unfinished(file);
    connection_.execute("VACUUM INTO $file", {{"$file", file.string()}});
    sync_file(file);  // the engine does not
    sync_directory(file.parent_path());
    unfinished.finish();
  }

  std::vector<Table> tables() override {
    std::vector<Table> found;
    connection_.query(kColumns, {}, false, [&](const Row& row) {
      if (found.empty() || found.back().name != row.text(0)) found.push_back({row.text(0), {}});
      found.back().columns.push_back({row.text(1), row.text(2)});
      return true;
    });
    return found;
  }

  bool take_back(const Path& file) override {
    Connection source(file, world_), target(file_, world_);
    return target.take(source, [&] { return connection_.number("PRAGMA data_version") == rebuilt_at_; });
  }

 private:
  [[noreturn]] void not_in_force() const {
    const bool is_told = std::filesystem::exists(elsewhere(file_));
    throw Error(Kind::state, "store.moved", "the state was moved from " + file_.string() + " to another engine",
                is_told ? "try again: pkit.state beside it says where the state is"
                        : "use the home in which it was moved, or restore a backup; pkit-hosts(7) has more of it");
  }

  void judge_newer(std::int64_t version) {
    const std::int64_t reader = connection_.number("SELECT min_reader FROM compatibility WHERE one = 1");
    const std::int64_t writer = connection_.number("SELECT min_writer FROM compatibility WHERE one = 1");
    if (reader > newest_schema()) too_new(file_, "read", version);
    if (writer > newest_schema()) unwritable_ = version;
  }

  /// Copied and migrated under one lock: of two processes that find an old schema the second finds a new one.
  void migrate() {
    Transaction transaction(connection_, "BEGIN IMMEDIATE");
    const std::int64_t version = connection_.schema_version();
    if (version >= newest_schema()) return;
    const Path kept = file_.string() + ".schema-" + std::to_string(version);
    std::filesystem::remove(kept);  // of a migration that was cut short
    copy_to(kept);
    apply_steps(connection_, version);
    transaction.commit();
  }

  Path file_;
  const World& world_;
  Connection connection_;
  std::int64_t rebuilt_at_ = 0;  // what changes with each commit of others
  std::int64_t unwritable_ = 0;  // the version of a schema that we may only read
};

}  // namespace

Path elsewhere(const Path& file) { return file.parent_path() / "pkit.state"; }

StateFile& file_of(Database& database, const char* what) {
  if (StateFile* file = database.file()) return *file;
  throw Error(Kind::conflict, "store.engine", std::string("this home's state is not in a file, and cannot ") + what,
              "use the tools of the server that keeps it");
}

std::unique_ptr<StateFile> open_sqlite(const Path& file, Open how, const World& world) {
  refuse_network_file_system(std::filesystem::absolute(file).parent_path());
  if (how != Open::create) {
    auto database = std::make_unique<SqliteDatabase>(file, world);
    if (how == Open::any)
      database->open_any();
    else
      database->open(how == Open::existing);
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
