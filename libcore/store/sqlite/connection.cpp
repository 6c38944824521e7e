// SQLite's connections: statements are prepared, bound, run and read here, and failures are named.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <new>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "store/schema/sqlite.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/kept_log.h"

namespace pkit::store {

namespace {

// A write-ahead log that killed processes left behind slows every commit until somebody starts it anew.
constexpr std::uintmax_t kLargeLog = 4 << 20;
// A log that stays is read by the next command (bench/README.md has how long that takes), and putting it where it
// belongs takes two fdatasync.
constexpr std::uintmax_t kKeptLog = 512 << 10;
constexpr int kCheckpointPages = 1000;

struct Failure {
  int result;  // primary result code
  const char* code;
  const char* what;
  const char* hint;
};

constexpr const char* kLocked = "is locked by another process";
constexpr const char* kWait = "try again when the other command has ended";
constexpr const char* kReadOnly = "cannot be written";
constexpr const char* kMount = "check its mode, and that its file system is mounted writable";
constexpr const char* kRestore = "restore a backup";

constexpr Failure kFailures[] = {
    {SQLITE_BUSY, "store.locked", kLocked, kWait},
    {SQLITE_LOCKED, "store.locked", kLocked, kWait},
    {SQLITE_PROTOCOL, "store.locked", kLocked, kWait},
    {SQLITE_FULL, "store.full", "cannot grow", "free space on its file system; nothing was changed"},
    {SQLITE_IOERR, "store.io", "could not be read or written", "check the disk; nothing was changed"},
    {SQLITE_CANTOPEN, "store.io", "cannot be opened", "check that it is there and that its directory is writable"},
    {SQLITE_READONLY, "store.io", kReadOnly, kMount},
    {SQLITE_PERM, "store.io", kReadOnly, kMount},
    {SQLITE_CORRUPT, "store.corrupt", "is damaged", kRestore},
    {SQLITE_NOTADB, "store.corrupt", "is not a pkit database", kRestore},
    // Our statements fit our schema: one that does not prepare has met another schema.
    {SQLITE_ERROR, "store.corrupt", "does not have pkit's tables", kRestore},
    {SQLITE_SCHEMA, "store.corrupt", "does not have pkit's tables", kRestore},
};

bool means_full(int system_error) { return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG; }

/// The errno behind a failure of the disk: the connection's, or the last one of the file or its log, because a commit
/// does not pass it on.
int system_error_of(sqlite3* handle) {
  int found = sqlite3_system_errno(handle);
  for (int which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(handle, "main", which, &file);
    if (file == nullptr || file->pMethods == nullptr) continue;
    int last = 0;
    file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &last);
    if (found == 0 || means_full(last)) found = last;
  }
  return found;
}

bool is_of_disk(int result) { return result == SQLITE_IOERR || result == SQLITE_FULL || result == SQLITE_CANTOPEN; }

[[noreturn]] void misuse(const std::string& what) { throw Error(Kind::internal, "internal", "database: " + what); }

/// The file as it is, without its log and without locks (sqlite.org/uri.html).
std::string immutable_uri(const Path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) uri += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
  return uri + "?immutable=1";
}

/// No log can be made beside it, for want of a right or because the file system takes none. Where none is there either,
/// nobody else of this user is writing, and the file is all that there is.
bool takes_no_log(const Path& file) {
  if (::faccessat(AT_FDCWD, file.parent_path().c_str(), W_OK, AT_EACCESS) == 0) return false;
  const bool never = errno == EACCES || errno == EROFS;
  return never && !std::filesystem::exists(file.string() + "-journal");
}

int on_busy(void* busy, int tries) noexcept { return static_cast<Busy*>(busy)->wait(tries) ? 1 : 0; }

}  // namespace

void CloseHandle::operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }

void FinalizeStatement::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

/// A prepared statement on loan from its connection: it runs, and goes back reset whatever happens. One that is on loan
/// already (a query inside a query) is simply prepared again.
class Running : public Row {
 public:
  Running(Connection& connection, const char* sql) : connection_(connection), sql_(sql), node_(connection.take(sql)) {}
  ~Running() override;
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  void bind(Params params);
  bool step();  // true: there is a row
  bool changes_something() const { return sqlite3_stmt_readonly(get()) == 0; }

  bool is_null(int column) const override { return sqlite3_column_type(get(), column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override;
  std::string text(int column) const override { return std::string(text_view(column)); }
  Bytes blob(int column) const override;
  std::string_view text_view(int column) const override;
  BytesView blob_view(int column) const override;

 private:
  sqlite3_stmt* get() const { return node_.mapped().get(); }
  int index_of(const char* name, int likely) const;
  int bind(int index, const Cell& value);
  void expect(int column, int type) const;
  std::size_t size(int column) const { return static_cast<std::size_t>(sqlite3_column_bytes(get(), column)); }

  Connection& connection_;
  const char* sql_;
  Connection::Statements::node_type node_;
};

Running::~Running() {
  sqlite3_reset(get());
  sqlite3_clear_bindings(get());  // they point into the caller's values
  connection_.put_back(sql_, std::move(node_));
}

void Running::bind(Params params) {
  // Each name occurs in the statement, and there are as many: then each parameter of the statement has its value.
  if (sqlite3_bind_parameter_count(get()) != static_cast<int>(params.size())) {
    misuse(std::string("not the parameters of: ") + node_.key());
  }
  int next = 0;
  for (const Param& param : params) {
    const int index = index_of(param.name, ++next);
    if (index == 0) misuse(std::string("no parameter ") + param.name + " in: " + node_.key());
    connection_.check(bind(index, param.value));
  }
}

/// They mostly come in the order of the statement.
int Running::index_of(const char* name, int likely) const {
  const char* there = sqlite3_bind_parameter_name(get(), likely);
  return there != nullptr && std::strcmp(there, name) == 0 ? likely : sqlite3_bind_parameter_index(get(), name);
}

int Running::bind(int index, const Cell& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(get(), index, *number);
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(get(), index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  if (const auto* bytes = std::get_if<Bytes>(&value)) {
    // A null pointer would be NULL, not the empty blob.
    const void* data = bytes->empty() ? static_cast<const void*>("") : bytes->data();
    return sqlite3_bind_blob64(get(), index, data, bytes->size(), SQLITE_STATIC);
  }
  return sqlite3_bind_null(get(), index);
}

bool Running::step() {
  const int result = sqlite3_step(get());
  if (result != SQLITE_ROW && result != SQLITE_DONE) connection_.fail(result);
  return result == SQLITE_ROW;
}

void Running::expect(int column, int type) const {
  if (sqlite3_column_type(get(), column) == type) return;
  const char* name = sqlite3_column_name(get(), column);
  throw Error(Kind::state, "store.corrupt",
              connection_.file_.string() + ": column " + (name != nullptr ? name : std::to_string(column)) +
                  " is of another type than pkit writes",
              kRestore);
}

std::int64_t Running::integer(int column) const {
  expect(column, SQLITE_INTEGER);
  return sqlite3_column_int64(get(), column);
}

std::string_view Running::text_view(int column) const {
  expect(column, SQLITE_TEXT);
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(get(), column));
  if (data == nullptr) throw std::bad_alloc();
  return {data, size(column)};
}

Bytes Running::blob(int column) const {
  const BytesView view = blob_view(column);
  return Bytes(view.begin(), view.end());
}

BytesView Running::blob_view(int column) const {
  expect(column, SQLITE_BLOB);
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(get(), column));
  return data == nullptr ? BytesView{} : BytesView(data, size(column));  // null: of length zero
}

void Connection::check(int result) const {
  if (result != SQLITE_OK) fail(result);
}

void Connection::script(const char* sql) { check(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr)); }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

void Connection::require_in_place() const {
  int moved = 0;
  check(sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved));
  if (moved != 0)
    throw Error(Kind::state, "store.moved", file_.string() + " was replaced or moved while this command had it open",
                "nothing was recorded in what is there now: look what there is with pkit status, and try again");
}

void Connection::roll_back() noexcept { sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr); }

Connection::Connection(const Path& file, const World& world, Access access)
    : file_(std::filesystem::absolute(file)), busy_(world) {
  // Absolute, so that no file name is taken for a URI where none is meant.
  sqlite3* raw = nullptr;
  made_log_ = !log_size();
  aside_ = access == Access::without_log || (access == Access::usual && made_log_ && takes_no_log(file_));
  const int flags = (aside_ ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
  const int result = sqlite3_open_v2((aside_ ? immutable_uri(file_) : file_.string()).c_str(), &raw, flags, kept_log());
  handle_.reset(raw);
  if (raw == nullptr) throw std::bad_alloc();
  check(result);
  check(sqlite3_busy_handler(raw, on_busy, &busy_));
  if (access == Access::keeping_log) check(sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr));
}

void Connection::fail(int result) const {
  std::string detail = sqlite3_errmsg(handle_.get());
  int primary = result & 0xff;
  const int system_error = is_of_disk(primary) ? system_error_of(handle_.get()) : 0;
  // The engine calls a quota and a file size limit I/O errors; to the user they are a full disk.
  if (means_full(system_error)) primary = SQLITE_FULL;
  if (primary == SQLITE_NOMEM) throw std::bad_alloc();
  if (primary == SQLITE_CONSTRAINT) throw Error(Kind::conflict, "store.constraint", "database: " + detail);
  if (system_error != 0) detail += ": " + std::generic_category().message(system_error);
  for (const Failure& row : kFailures) {
    if (row.result != primary) continue;
    throw Error(Kind::state, row.code, file_.string() + " " + row.what + " (" + detail + ")", row.hint);
  }
  misuse(detail);
}

Connection::Place& Connection::place_of(const char* sql) {
  return places_[(reinterpret_cast<std::uintptr_t>(sql) >> 4) % places_.size()];
}

Connection::Statements::node_type Connection::take(const char* sql) {
  // Another text can have come to an address since.
  if (Place& place = place_of(sql); place.node && place.sql == sql && place.node.key() == sql)
    return std::move(place.node);
  if (auto found = statements_.find(std::string_view(sql)); found != statements_.end())
    return statements_.extract(found);
  sqlite3_stmt* raw = nullptr;
  // They stay; but said to be persistent, all that the parser needs for them is allocated piece by piece.
  check(sqlite3_prepare_v3(handle_.get(), sql, -1, 0, &raw, nullptr));
  Statement statement(raw);
  if (!statement) misuse("an empty statement");
  Statements made;
  made.emplace(sql, std::move(statement));
  return made.extract(made.begin());
}

void Connection::put_back(const char* sql, Statements::node_type node) {
  Place& place = place_of(sql);
  if (place.node) statements_.insert(std::move(place.node));
  place = {sql, std::move(node)};
}

void Connection::query(const char* sql, Params params, bool may_change, const std::function<bool(const Row&)>& each) {
  Running statement(*this, sql);
  if (!may_change && statement.changes_something()) misuse(std::string("a change inside read(): ") + sql);
  statement.bind(params);
  while (statement.step() && each(statement)) {
  }
}

std::int64_t Connection::execute(const char* sql, Params params) {
  Running statement(*this, sql);
  statement.bind(params);
  while (statement.step()) {
  }
  return sqlite3_changes64(handle_.get());
}

std::int64_t Connection::number(const char* sql) {
  Running statement(*this, sql);
  if (!statement.step()) misuse(std::string("no answer to: ") + sql);
  return statement.integer(0);
}

bool Connection::take(Connection& source, const std::function<bool()>& still) {
  sqlite3_backup* backup = sqlite3_backup_init(handle_.get(), "main", source.handle_.get(), "main");
  if (backup == nullptr) fail(sqlite3_extended_errcode(handle_.get()));
  int result = sqlite3_backup_step(backup, 0);  // takes the writer's lock and copies nothing yet
  const bool wanted = result == SQLITE_OK && still();
  if (wanted) result = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (result != SQLITE_OK && result != SQLITE_DONE) fail(result);
  check(finished);
  return wanted;
}

std::int64_t Connection::schema_version() {
  if (number("PRAGMA application_id") != kApplicationId)
    throw Error(Kind::state, "store.corrupt", file_.string() + " is not a pkit database", kRestore);
  return number("PRAGMA user_version");
}

void Connection::copy_to(Connection& target) {
  sqlite3_backup* backup = sqlite3_backup_init(target.handle_.get(), "main", handle_.get(), "main");
  if (backup == nullptr) target.fail(sqlite3_extended_errcode(target.handle_.get()));
  const int copied = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (copied != SQLITE_DONE) (sqlite3_errcode(handle_.get()) == SQLITE_OK ? target : *this).fail(copied);
  target.check(finished);
  target.script("PRAGMA journal_mode = DELETE");
}

void Connection::configure(bool with_log) {
  // DEFENSIVE and no trusted schema: what a foreign hand put into the file runs nothing.
  for (int option : {SQLITE_DBCONFIG_ENABLE_FKEY, SQLITE_DBCONFIG_DEFENSIVE}) {
    check(sqlite3_db_config(handle_.get(), option, 1, nullptr));
  }
  check(sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr));
  check(sqlite3_wal_autocheckpoint(handle_.get(), kCheckpointPages));
  if (!aside_) set_log(with_log);
  script(
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
}

void Connection::set_log(bool with_log) {
  std::string mode;
  query(with_log ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE", {}, true, [&](const Row& row) {
    mode = row.text(0);
    return false;
  });
  if (with_log && mode != "wal") {
    throw Error(Kind::state, "store.io", file_.string() + " cannot have a write-ahead log (mode " + mode + ")", kMount);
  }
  // Closing leaves the log: see the destructor.
  if (with_log) check(sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr));
  keeps_log_ = with_log;
}

void Connection::expect_many_writes() {
  // A commit of a hundred touches some six hundred pages, most of them of indexes: those pages come back in the next.
  check(sqlite3_wal_autocheckpoint(handle_.get(), 4 * kCheckpointPages));
  script("PRAGMA cache_size = -6000");
}

void Connection::keep_little() { script("PRAGMA cache_size = -500"); }

void Connection::keep_much() { script("PRAGMA cache_size = -64000"); }

std::optional<std::uintmax_t> Connection::log_size() const {
  std::error_code missing;
  const std::uintmax_t size = std::filesystem::file_size(file_.string() + "-wal", missing);
  return missing ? std::nullopt : std::optional(size);
}

void Connection::empty_log() noexcept {
  sqlite3_busy_handler(handle_.get(), nullptr, nullptr);
  sqlite3_wal_checkpoint_v2(handle_.get(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_handler(handle_.get(), on_busy, &busy_);
}

void Connection::shrink_log() {
  if (log_size().value_or(0) > kLargeLog) empty_log();
}

void Connection::put_away() noexcept {
  if (keeps_log_ && (made_log_ || log_size().value_or(0) > kKeptLog)) empty_log();
  keeps_log_ = false;
}

Connection::~Connection() { put_away(); }

}  // namespace pkit::store
