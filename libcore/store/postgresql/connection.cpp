#include "store/postgresql/connection.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <deque>
#include <new>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "store/busy.h"
#include "store/postgresql/service.h"

namespace pkit::store::postgresql {

namespace {

using libpq::library;

/// An answer that is none of the table of try_again.h.
struct Failure {
  const char* sqlstate;  // or the class, which are its first two
  Kind kind;
  const char* code;
  const char* hint;
};
constexpr const char* kLook = "look into the server's log";
constexpr Failure kFailures[] = {
    {"23", Kind::conflict, "store.constraint", ""},
    {"25006", Kind::state, "store.io", "this server only reads: name the primary in the service file"},
    {"28", Kind::state, "store.unreachable", "see pg_hba.conf of the server"},
    {"3F000", Kind::state, "store.corrupt", "restore the database, or make a state with pkit init --store"},
    {"42501", Kind::state, "store.io", "pkit connects as the owner of its tables"},
    {"42", Kind::state, "store.corrupt", "restore the database"},
    {"53100", Kind::state, "store.full", "free space on the server; nothing was changed"},
    {"53", Kind::state, "store.io", kLook},
    {"55P03", Kind::state, "store.locked", "try again when the other command has ended"},
    {"XX", Kind::state, "store.corrupt", kLook},
};

const char* field(const pg_result* result, int which) {
  const char* found = result == nullptr ? nullptr : library().PQresultErrorField(result, which);
  return found == nullptr ? "" : found;
}

/// libpq breaks its messages into lines.
std::string one_line(std::string_view message) {
  std::string line;
  for (const char c : trim(message)) {
    if (c == '\n' && !line.empty()) line += ';';
    line += c == '\n' || c == '\t' ? ' ' : c;
  }
  return line;
}

/// Whether a server answered that only follows another one, where the service file wants one that can be written to
/// (target_session_attrs), and none was such: libpq tells that by its message alone.
bool only_followers(std::string_view message) {
  return message.find("session is read-only") != std::string_view::npos ||
         message.find("server is in hot standby mode") != std::string_view::npos;
}

/// What the service file and libpq's own defaults do not say, or must not.
constexpr const char* kSettings =
    // Statements name their tables alone; a transaction whose process is gone or cut off holds nobody up.
    "SET search_path = pkit; SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s';"
    " SET statement_timeout = 0; SET default_transaction_read_only = off;"
    // A record is durable before anything leaves the process: on a synchronous standby too where there is one.
    " SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') IN ('off', 'local')";

}  // namespace

/// The rows of a statement that runs: as they come, or those that had to make room for another statement. Ends it,
/// whatever happens.
class Answer : public ResultRow {
 public:
  explicit Answer(ServerConnection& connection) : ResultRow(connection.service_), connection_(connection) {
    connection_.running_ = this;
  }
  ~Answer() override {
    if (connection_.running_ != this) return;
    while (Result{library().PQgetResult(connection_.link_.get())}) {
    }
    connection_.running_ = nullptr;
  }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  /// True: there is a row.
  bool step() {
    row_ = next();
    show(row_.get(), 0);
    return row_ != nullptr;
  }
  void keep_rest() {
    while (Result row = take()) kept_.push_back(std::move(row));
  }
  std::int64_t changed() const { return changed_; }

 private:
  Result next() {
    if (kept_.empty()) return connection_.running_ == this ? take() : nullptr;
    Result row = std::move(kept_.front());
    kept_.pop_front();
    return row;
  }
  /// The next row of those that come; null, and the statement has ended, after the last.
  Result take();

  ServerConnection& connection_;
  Result row_;
  std::deque<Result> kept_;
  std::int64_t changed_ = 0;
};

Result Answer::take() {
  Result result{library().PQgetResult(connection_.link_.get())};
  while (result) {
    const int status = library().PQresultStatus(result.get());
    if (status == libpq::kSingleTuple) return result;
    if (status != libpq::kTuplesOk && status != libpq::kCommandOk) connection_.fail(result.get());
    const std::string_view count = library().PQcmdTuples(result.get());
    std::from_chars(count.data(), count.data() + count.size(), changed_);
    result.reset(library().PQgetResult(connection_.link_.get()));
  }
  connection_.running_ = nullptr;
  if (library().PQstatus(connection_.link_.get()) != libpq::kConnectionOk)
    connection_.fail_lost(library().PQerrorMessage(connection_.link_.get()));
  return nullptr;
}

ServerConnection::ServerConnection(std::string service, const World& world)
    : service_(std::move(service)), world_(world) {
  connect();
}

ServerConnection::~ServerConnection() = default;

void ServerConnection::connect() {
  forget_link();
  const ServiceSettings settings(service_);
  Busy busy(world_, Awaited::server);
  for (int tries = 0;; ++tries) {
    link_.reset(library().PQconnectdbParams(settings.keywords(), settings.values(), 0));
    if (!link_) throw std::bad_alloc();
    if (library().PQstatus(link_.get()) == libpq::kConnectionOk) break;
    const std::string message = one_line(library().PQerrorMessage(link_.get()));
    // One that starts is waited for, and one of several that is to lead the others.
    const bool comes = only_followers(message) ||
                       library().PQpingParams(settings.keywords(), settings.values(), 0) == libpq::kPingReject;
    if (comes && busy.wait(tries)) continue;
    throw Error(Kind::state, "store.unreachable", "cannot connect to the service " + service_ + ": " + message,
                "see the service in pg_service.conf (PGSERVICEFILE, ~/.pg_service.conf), its passfile, and the server");
  }
  lost_ = false;
  require_fit();
  // Notices are no output of ours, and may quote rows.
  library().PQsetNoticeReceiver(
      link_.get(),
      [](void* connection, const pg_result* notice) {
        if (std::strcmp(field(notice, libpq::kSeverity), "WARNING") == 0)
          static_cast<ServerConnection*>(connection)->warned_ = true;
      },
      this);
  script(kSettings);
}

void ServerConnection::require_fit() const {
  constexpr int kOldest = 130000;
  const char* encoding = library().PQparameterStatus(link_.get(), "server_encoding");
  if (encoding == nullptr) encoding = "?";
  if (library().PQserverVersion(link_.get()) >= kOldest && std::strcmp(encoding, "UTF8") == 0) return;
  throw Error(Kind::state, "store.unreachable",
              "the service " + service_ + " is PostgreSQL " + version() + " with the encoding " + encoding,
              "pkit needs version 13 or newer, and a database with the encoding UTF8");
}

void ServerConnection::forget_link() noexcept {
  known_.clear();
  link_.reset();
  running_ = nullptr;
}

void ServerConnection::forget_prepared() noexcept {
  for (auto& [key, known] : known_) known.name.clear();
}

void ServerConnection::require_link() {
  if (!lost_) return;
  Busy busy(world_, Awaited::server);
  for (int tries = 0;; ++tries) try {
      return connect();
    } catch (const Error&) {
      if (!busy.wait(tries)) throw;
    }
}

bool ServerConnection::warned() { return std::exchange(warned_, false); }

std::string ServerConnection::version() const {
  const char* version = library().PQparameterStatus(link_.get(), "server_version");
  return version != nullptr ? version : "?";
}

void ServerConnection::fail_lost(const std::string& detail) {
  lost_ = true;
  if (const TryAgain* row = find_try_again("postgresql", kLostAnswer); met_ != nullptr && row != nullptr)
    met_->fail(*row);
  throw Error(Kind::state, "store.io", "the connection to the service " + service_ + " was lost: " + one_line(detail),
              "try again");
}

void ServerConnection::fail(const pg_result* result) {
  const std::string sqlstate = field(result, libpq::kSqlstate), message = field(result, libpq::kMessage);
  const std::string_view severity = field(result, libpq::kSeverity);
  if (severity == "FATAL" || severity == "PANIC" || sqlstate.empty() ||
      library().PQstatus(link_.get()) != libpq::kConnectionOk)
    fail_lost(message.empty() ? library().PQerrorMessage(link_.get()) : message);
  if (const TryAgain* row = find_try_again("postgresql", sqlstate); met_ != nullptr && row != nullptr) met_->fail(*row);
  // The message alone: what else the server says may quote rows.
  const std::string told = "service " + service_ + ": " + message + " (SQLSTATE " + sqlstate + ")";
  for (const Failure& row : kFailures)
    if (sqlstate.starts_with(row.sqlstate)) throw Error(row.kind, row.code, told, row.hint);
  throw Error(Kind::state, "store.io", told, kLook);
}

ServerConnection::Known& ServerConnection::known(const char* sql, const std::string& letters) {
  std::string key = letters + ":" + sql;
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  return known_.emplace(std::move(key), Known{numbered(sql), "", 0}).first->second;
}

void ServerConnection::prepare(Known& known, const Bound& bound) {
  const std::string name = new_name();
  const Result result{
      library().PQprepare(link_.get(), name.c_str(), known.statement.sql.c_str(), bound.count(), bound.types.data())};
  if (library().PQresultStatus(result.get()) != libpq::kCommandOk) fail(result.get());
  known.name = name;
}

void ServerConnection::send(const char* sql, Params params) {
  if (lost_) fail_lost("");
  make_room();
  Known& statement = known(sql, letters_of(params));
  const Bound values = bound(statement.statement, params);
  // What runs once is not prepared: that would be a round trip more.
  if (statement.name.empty() && statement.runs++ > 0) prepare(statement, values);
  const int sent =
      statement.name.empty()
          ? library().PQsendQueryParams(link_.get(), statement.statement.sql.c_str(), values.count(),
                                        values.types.data(), values.values.data(), values.lengths.data(),
                                        values.formats.data(), kAsBytes)
          : library().PQsendQueryPrepared(link_.get(), statement.name.c_str(), values.count(), values.values.data(),
                                          values.lengths.data(), values.formats.data(), kAsBytes);
  if (sent == 0) fail_lost(library().PQerrorMessage(link_.get()));
  library().PQsetSingleRowMode(link_.get());
}

void ServerConnection::make_room() {
  if (running_ != nullptr) running_->keep_rest();
}

void ServerConnection::query(const char* sql, Params params, const std::function<bool(const Row&)>& each) {
  send(sql, params);
  Answer answer(*this);
  // All are taken: the server may fail after the last row that is wanted.
  for (bool wanted = true; answer.step();) wanted = wanted && each(answer);
}

std::int64_t ServerConnection::execute(const char* sql, Params params) {
  send(sql, params);
  Answer answer(*this);
  while (answer.step()) {
  }
  return answer.changed();
}

ScriptEnd ServerConnection::script(const std::string& sql) {
  if (lost_) fail_lost("");
  make_room();
  const Result result{library().PQexec(link_.get(), sql.c_str())};
  const int status = result ? library().PQresultStatus(result.get()) : -1;
  if (status != libpq::kCommandOk && status != libpq::kTuplesOk) fail(result.get());
  const bool has_cell = status == libpq::kTuplesOk && library().PQntuples(result.get()) > 0;
  return {library().PQcmdStatus(result.get()), has_cell ? library().PQgetvalue(result.get(), 0, 0) : ""};
}

std::int64_t ServerConnection::number(const char* sql) {
  std::optional<std::int64_t> found;
  query(sql, {}, [&](const Row& row) {
    found = row.integer(0);
    return false;
  });
  if (!found) misuse(std::string("no answer to: ") + sql);
  return *found;
}

void ServerConnection::roll_back() noexcept {
  meet(nullptr);
  if (lost_) return;
  try {
    script("ROLLBACK");
  } catch (const Error&) {  // the connection is lost, and the transaction with it
  }
}

}  // namespace pkit::store::postgresql
