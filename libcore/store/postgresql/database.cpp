// The engine behind Database: transactions over a connection to PostgreSQL, and how a state there is opened and made.
#include <algorithm>

#include "base/error.h"
#include "store/busy.h"
#include "store/postgresql/connection.h"
#include "store/postgresql/group.h"
#include "store/postgresql/open.h"
#include "store/postgresql/transaction.h"
#include "store/schema/postgresql.h"
#include "store/try_again.h"

namespace pkit::store::postgresql {

namespace {

// The lock comes before the snapshot: who waits for another writer sees what that one wrote, and has nothing to run
// again. Readers are not held up.
constexpr const char* kBeginWrite = "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE head IN SHARE ROW EXCLUSIVE MODE";
// In the same round trip: what another host has made of the state since it was opened.
constexpr const char* kBeginKnown =
    "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE head IN SHARE ROW EXCLUSIVE MODE;"
    " SELECT version FROM compatibility WHERE one = 1";
constexpr const char* kBeginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// A marked commit can be asked for. The marks of an hour are kept: nobody asks longer than half a minute.
constexpr const char* kForgetMarks = "DELETE FROM commits WHERE at < now() - interval '1 hour'; ";
constexpr const char* kMarked = "UPDATE commits SET at = now() WHERE id = $id";

constexpr const char* kVersion =
    "SELECT version, (extract(epoch FROM clock_timestamp()) * 1000)::bigint FROM compatibility WHERE one = 1";

class PostgresqlDatabase : public Database {
 public:
  PostgresqlDatabase(const std::string& service, const World& world) : world_(world), connection_(service, world) {}

  void open() {
    take_on(schema_version());
    if (known_ < newest_schema()) migrate();
  }

  /// Whatever its standing; an older schema stays.
  void open_any() { known_ = schema_version(); }

  void create() { make(Standing::in_force); }

  /// In the place of one that is not in force. Nobody else makes one here until this connection ends.
  void arrive() {
    connection_.script("SELECT pg_advisory_lock(hashtext('pkit'))");
    make(Standing::arriving);
  }
  void read(const std::function<void(Read&)>& fn) override {
    View view(connection_, false);
    if (in_transaction_) return fn(view);
    connection_.require_link();
    const Inside inside(in_transaction_);
    Transaction transaction(connection_, kBeginRead);
    fn(view);
    transaction.commit();
  }

  void write(const std::function<void(Write&)>& fn) override {
    if (in_transaction_) misuse("write() inside a transaction");
    until_committed([&](Met& met) {
      connection_.require_link();
      const Inside inside(in_transaction_);
      const Meeting meeting(connection_, met);
      becomes_ = std::nullopt;
      Transaction transaction(connection_, kBeginKnown);
      if (transaction.told() != std::to_string(known_)) take_on(schema_version());
      if (unwritable_ != 0) too_new("change", unwritable_);
      // In the transaction itself: a connection that was made anew knows nothing of the one before.
      if (silent_) connection_.script("SET LOCAL idle_in_transaction_session_timeout = 0");
      View view(connection_, true);
      fn(view);
      met.require_none();
      commit(transaction, met);
      known_ = becomes_.value_or(known_);
    });
  }

  void write_each(std::span<const std::function<void(Write&)>> parts) override {
    if (in_transaction_) misuse("write_each() inside a transaction");
    if (!written_at_once(parts)) Database::write_each(parts);
  }

  Duration clock_ahead() const override { return clock_ahead_; }
  Standing standing() override { return standing_in(known_); }
  void stand(Standing standing) override {
    if (!in_transaction_) misuse("a standing outside a transaction");
    becomes_ = marked(standing, schema_in(known_));
    set_version(*becomes_);
  }
  void expect_silence() override { silent_ = true; }

  void expect_many_writes() override {}  // the server has its own mind
  void keep_little() override {}

  std::vector<std::string> check() override;
  std::optional<Server> server() override;

 private:
  class Inside {
   public:
    explicit Inside(bool& flag) : flag_(flag) { flag_ = true; }
    ~Inside() { flag_ = false; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    bool& flag_;
  };

  /// False where nothing of it is committed and all of it is to be done with an answer at a time: that tells what is
  /// wrong, and runs again what is to be.
  bool written_at_once(std::span<const std::function<void(Write&)>> parts) {
    if (!libpq::library().can_pipeline() || unforeseen_ >= kUnforeseen || connection_.lost()) return false;
    const Inside inside(in_transaction_);
    Met met;
    const Meeting meeting(connection_, met);
    std::optional<Transaction> transaction;
    try {
      transaction.emplace(connection_, kBeginKnown);
      if (transaction->told() != std::to_string(known_) || unwritable_ != 0) return false;
      ++unforeseen_;
      if (!run_foretold(connection_, parts)) return false;
    } catch (const std::exception&) {
      return false;
    }
    unforeseen_ = 0;
    return committed(*transaction, met);
  }

  /// False where it is certain that it is not.
  bool committed(Transaction& transaction, Met& met) {
    try {
      commit(transaction, met);
      return true;
    } catch (const Error&) {
      if (met.row() == nullptr) throw;
      return false;
    }
  }

  /// Marked, so that it can be asked for where the connection is lost before the answer.
  void commit(Transaction& transaction, Met& met) {
    Bytes id(16);
    world_.random(id);
    const std::string word = to_hex(id);
    connection_.warned();
    try {
      transaction.commit(kForgetMarks + ("INSERT INTO commits (id, at) VALUES ('" + word + "', now()); "));
    } catch (const Error&) {
      if (!connection_.lost()) throw;
      // That the connection was lost tells nothing of the commit, and is no reason to run again what may stand.
      connection_.meet(nullptr);
      met.forget();
      if (!is_marked(word)) met.fail(*find_try_again("postgresql", kLostAnswer));
      return;
    }
    // It stands here, and the standby that was to have it too may not.
    if (connection_.warned()) unknown_outcome("the server did not wait for its standby");
  }

  [[noreturn]] void unknown_outcome(const std::string& why) {
    throw Error(
        Kind::state, "store.outcome",
        "whether the change was recorded by the service " + connection_.service() + " is not known: " + why,
        "look with pkit list and pkit events before it is tried again; with the same --request-id that is safe");
  }

  /// Whether that commit was made. Who may still work on it holds the writers' lock. It stands on this server, and may
  /// have ended before a standby had it: a later commit that the standby has shows that it has this one too.
  bool is_marked(const std::string& id) {
    Busy busy(world_, Awaited::server);
    for (int tries = 0;; ++tries) try {
        if (connection_.lost()) connection_.connect();
        connection_.warned();
        Transaction transaction(connection_, kBeginWrite);
        if (connection_.execute(kMarked, {{"$id", id}}) == 0) return false;
        transaction.commit();
        if (!connection_.warned()) return true;
        throw Error(Kind::state, "store.outcome", "the server did not wait for its standby");
      } catch (const Error& error) {
        if (!busy.wait(tries)) unknown_outcome(error.what());
      }
  }

  /// In one round trip with the server's clock, which half of that is added to.
  std::int64_t asked_for_version() {
    std::int64_t version = 0;
    const Time before = world_.now();
    connection_.query(kVersion, {}, [&](const Row& row) {
      version = row.integer(0);
      clock_ahead_ = row.integer(1) - (before + world_.now()) / 2;
      return true;
    });
    return version;
  }

  std::int64_t schema_version() {
    try {
      return asked_for_version();
    } catch (const Error& error) {
      if (error.code() != "store.corrupt") throw;
      throw Error(Kind::state, "store.corrupt",
                  "the database of the service " + connection_.service() + " holds no state of pkit",
                  "see whether the service file names the right one; pkit init --store makes a state");
    }
  }

  void make(Standing standing) {
    connection_.script("BEGIN; SELECT pg_advisory_xact_lock(hashtext('pkit'))");
    bool is_there = connection_.number("SELECT count(*) FROM pg_namespace WHERE nspname = 'pkit'") != 0;
    if (is_there && standing != Standing::in_force && standing_in(schema_version()) != Standing::in_force) {
      connection_.script("DROP SCHEMA pkit CASCADE");
      is_there = false;
    }
    if (is_there) {
      connection_.script("ROLLBACK");
      throw Error(Kind::conflict, "store.exists",
                  "the database of the service " + connection_.service() + " holds a state already",
                  "pkit init --join makes a home of the same CA. Where no home uses it (an init that was killed leaves "
                  "one, and a move away): DROP SCHEMA pkit CASCADE");
    }
    connection_.script(first_in_postgresql());
    apply_steps(kPostgresqlFirst);
    known_ = marked(standing, newest_schema());
    set_version(known_);
    connection_.script("COMMIT");
  }

  /// Takes the state for what its number says.
  void take_on(std::int64_t number) {
    switch (standing_in(number)) {
      case Standing::in_force:
        break;
      case Standing::arriving:
        throw Error(
            Kind::state, "store.arriving",
            "the state of the service " + connection_.service() + " is on its way from another engine",
            "wait for pkit state move to end in the home where it runs; cut short, it is to be run again there");
      case Standing::moved:
        throw Error(Kind::state, "store.moved",
                    "the state of the service " + connection_.service() + " was moved away, into a file of one home",
                    "use that home; pkit-hosts(7) has more of it");
    }
    unwritable_ = 0;
    if (number > newest_schema()) judge_newer(number);
    known_ = number;
  }

  void judge_newer(std::int64_t version) {
    if (connection_.number("SELECT min_reader FROM compatibility WHERE one = 1") > newest_schema())
      too_new("read", version);
    if (connection_.number("SELECT min_writer FROM compatibility WHERE one = 1") > newest_schema())
      unwritable_ = version;
  }

  [[noreturn]] void too_new(const char* doing, std::int64_t version) const {
    throw Error(Kind::state, "store.schema",
                "the state of the service " + connection_.service() + " has schema version " + std::to_string(version) +
                    ", and this pkit, which knows " + std::to_string(newest_schema()) + ", cannot " + doing + " it",
                "use the newer pkit that wrote it");
  }

  /// Of two processes that find an old schema the second finds a new one.
  void migrate() {
    Transaction transaction(connection_, kBeginWrite);
    const std::int64_t version = schema_version();
    if (version < newest_schema()) apply_steps(version);
    transaction.commit();
    take_on(schema_version());
  }

  /// Makes what steps after `version` make; inside a transaction.
  void apply_steps(std::int64_t version) {
    View view(connection_, true);
    for (const SchemaStep& step : schema_steps()) {
      if (step.version <= version) continue;
      connection_.script(in_postgresql(step.sql));
      if (step.rows != nullptr) step.rows(view);
    }
    set_version(newest_schema());
  }

  /// A mark is too new for a pkit that does not know of marks.
  void set_version(std::int64_t number) {
    const bool is_marked = standing_in(number) != Standing::in_force;
    const SchemaStep& step = schema_steps()[static_cast<std::size_t>(schema_in(number) - 1)];
    connection_.execute(
        "UPDATE compatibility SET min_reader = $reader, min_writer = $writer, version = $version WHERE one = 1",
        {{"$reader", is_marked ? number : step.min_reader},
         {"$writer", is_marked ? number : step.min_writer},
         {"$version", number}});
  }

  const World& world_;
  ServerConnection connection_;
  bool in_transaction_ = false;
  bool silent_ = false;                  // its transactions may say nothing for long
  std::int64_t known_ = 0;               // the version of the state, as standing.h has it
  std::optional<std::int64_t> becomes_;  // by the transaction that runs
  Duration clock_ahead_ = 0;
  std::int64_t unwritable_ = 0;  // the version of a schema that we may only read
  // How often in a row a group was not as it was foretold: after some there is no sense in trying.
  static constexpr int kUnforeseen = 3;
  int unforeseen_ = 0;
};

std::vector<std::string> PostgresqlDatabase::check() {
  std::vector<std::string> findings;
  connection_.query(
      "SELECT conrelid::regclass::text || ': its constraint ' || conname || ' is not validated' FROM pg_constraint"
      " WHERE connamespace = 'pkit'::regnamespace AND NOT convalidated"
      " UNION ALL SELECT indexrelid::regclass::text || ': this index is not valid' FROM pg_index"
      " JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'pkit'::regnamespace AND NOT indisvalid"
      " UNION ALL SELECT tgrelid::regclass::text || ': its trigger ' || tgname || ' is disabled' FROM pg_trigger"
      " JOIN pg_class ON pg_class.oid = tgrelid WHERE relnamespace = 'pkit'::regnamespace AND tgenabled = 'D'"
      " UNION ALL SELECT 'the server runs with ' || name || ' = off: what is committed may be lost' FROM pg_settings"
      " WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'",
      {}, [&](const Row& row) {
        findings.push_back(row.text(0));
        return true;
      });
  return findings;
}

std::optional<Server> PostgresqlDatabase::server() {
  connection_.require_link();
  Server server;
  server.engine = "postgresql";
  server.version = connection_.version();
  server.place = "postgresql:" + connection_.service();
  server.primary = connection_.number("SELECT pg_is_in_recovery()") == 0;
  connection_.query(
      "SELECT application_name || ': ' || coalesce(state, '?') || ', ' || coalesce(sync_state, '?') || ', '"
      " || coalesce(round(extract(epoch FROM replay_lag) * 1000)::text, '0') || ' ms behind'"
      " FROM pg_stat_replication ORDER BY 1",
      {}, [&](const Row& row) {
        server.standbys.push_back(row.text(0));
        return true;
      });
  asked_for_version();
  server.ahead = clock_ahead_;
  return server;
}

}  // namespace

}  // namespace pkit::store::postgresql

namespace pkit::store {

void require_service(const std::string& service) {
  const bool sound =
      !service.empty() && service.size() <= 64 && std::all_of(service.begin(), service.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
      });
  if (!sound)
    throw Error(Kind::usage, "store.place", "what stands behind postgresql: is no name of a service",
                "name a service of libpq's service file, of up to 64 letters, digits and . _ -");
}

std::unique_ptr<Database> open_postgresql(const std::string& service, Open how, const World& world) {
  auto database = std::make_unique<postgresql::PostgresqlDatabase>(service, world);
  switch (how) {
    case Open::create:
      database->create();
      break;
    case Open::arrive:
      database->arrive();
      break;
    case Open::any:
      database->open_any();
      break;
    case Open::existing:
    case Open::alone:
      database->open();
      break;
  }
  return database;
}

}  // namespace pkit::store
