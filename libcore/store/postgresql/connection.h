// A connection to PostgreSQL: statements with named parameters, rows as they come, and failures by their names.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/postgresql/library.h"
#include "store/postgresql/row.h"
#include "store/postgresql/statement.h"
#include "store/try_again.h"

namespace pkit::store::postgresql {

struct CloseLink {
  void operator()(pg_conn* link) const noexcept { libpq::library().PQfinish(link); }
};
using Link = std::unique_ptr<pg_conn, CloseLink>;

/// What the last statement of several is answered with: its tag ("COMMIT"), and the first cell where it has one.
struct ScriptEnd {
  std::string tag, cell;
};

class ServerConnection {
 public:
  /// Connects to what the service file names. Error{state "store.unreachable"}.
  ServerConnection(std::string service, const World& world);
  ServerConnection(const ServerConnection&) = delete;
  ServerConnection& operator=(const ServerConnection&) = delete;
  ~ServerConnection();

  /// Connects, or anew. Error{state "store.unreachable"}.
  void connect();
  /// Connects anew where the connection was lost; for half a minute, since a server that takes over needs its time.
  void require_link();
  /// Whether it was lost: what ran then is not committed, unless that was the commit itself.
  bool lost() const { return lost_; }

  void query(const char* sql, Params params, const std::function<bool(const Row&)>& each);
  std::int64_t execute(const char* sql, Params params);
  /// Several statements without parameters, in one round trip. Each result but the last is dropped.
  ScriptEnd script(const std::string& sql);
  /// The first cell of a statement that always has one.
  std::int64_t number(const char* sql);
  void roll_back() noexcept;

  /// While it is set, answers of the table of try_again.h are met and not told.
  void meet(Met* met) { met_ = met; }
  /// Whether the server has warned of something since the last call: of a commit that may not have reached a standby.
  bool warned();

  std::string version() const;
  const std::string& service() const { return service_; }

 private:
  friend class Answer;
  friend class Copying;
  friend class Pipeline;
  struct Known {
    Numbered statement;
    std::string name;  // of what was prepared for these types; empty: not yet
    int runs = 0;
  };

  /// Error{state "store.unreachable"} where its version or encoding is none that pkit works with.
  void require_fit() const;
  Known& known(const char* sql, const std::string& letters);
  void prepare(Known& known, const Bound& bound);
  std::string new_name() { return "p" + std::to_string(++prepared_); }
  /// Not all of it may be there: what prepares them was given up.
  void forget_prepared() noexcept;
  /// Sends a statement; its results are to be taken.
  void send(const char* sql, Params params);
  /// Reads what is left of the statement that runs into memory, so that another can run.
  void make_room();
  [[noreturn]] void fail(const pg_result* result);
  [[noreturn]] void fail_lost(const std::string& detail);
  void forget_link() noexcept;

  std::string service_;
  const World& world_;
  Link link_;
  bool lost_ = false;
  bool warned_ = false;
  Met* met_ = nullptr;
  std::map<std::string, Known, std::less<>> known_;  // by letters and SQL
  int prepared_ = 0;
  class Answer* running_ = nullptr;
};

}  // namespace pkit::store::postgresql
