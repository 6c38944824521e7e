// A connection to SQLite and its prepared statements, without SQLite's header: that is sqlite.cpp's alone.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "store/busy.h"
#include "store/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace pkit::store {

/// The two owners.
struct CloseHandle {
  void operator()(sqlite3* handle) const noexcept;
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept;
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// How a file is opened: as usual; leaving a log as it lies when it is closed; or without looking at a log, or at who
/// uses the file. A file without a log where none can be made is opened so as usual, too: it can be read.
enum class Access { usual, keeping_log, without_log };

class Connection {
 public:
  /// Opens a file that exists; nothing is read of it yet.
  Connection(const Path& file, const World& world, Access access = Access::usual);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void query(const char* sql, Params params, bool may_change, const std::function<bool(const Row&)>& each);
  std::int64_t execute(const char* sql, Params params);
  /// Several statements without parameters or answers.
  void script(const char* sql);
  /// The first cell of a statement that always has one.
  std::int64_t number(const char* sql);

  bool in_transaction() const;
  /// Error{state "store.moved"} where the file is no longer the one of its name: a commit would go where nobody looks.
  void require_in_place() const;
  void roll_back() noexcept;

  /// The version of the file's schema. Error{state "store.corrupt"} where the file is not ours.
  std::int64_t schema_version();
  /// Sets what holds for this connection, and the write-ahead log, which holds for the file, or that it has none.
  void configure(bool with_log);
  void expect_many_writes();
  void keep_little();
  void keep_much();
  /// Copies all that this connection sees, as one moment had it, over an empty file that nobody else uses; the copy is
  /// one file without a log.
  void copy_to(Connection& target);
  /// Copies that connection's whole content over this one's while nobody else can write, if `still` says so then.
  bool take(Connection& source, const std::function<bool()>& still);
  /// The last thing that is done with it. A log of configure(true) stays as it lies, so that the next process appends
  /// to it, unless it has grown: then all of it goes where it belongs, if nobody else uses it. One that this connection
  /// made is emptied too: a state that was made and is moved or copied is one whole file.
  void put_away() noexcept;
  /// Starts the write-ahead log anew where it has grown large and nobody else uses it.
  void shrink_log();

 private:
  friend class Running;
  using Statements = std::map<std::string, Statement, std::less<>>;
  /// Nearly all statements are constants: one that ran lies where its address says, and is found without comparing it
  /// with others.
  struct Place {
    const char* sql = nullptr;
    Statements::node_type node;
  };

  void check(int result) const;
  [[noreturn]] void fail(int result) const;
  Place& place_of(const char* sql);
  Statements::node_type take(const char* sql);
  void put_back(const char* sql, Statements::node_type node);
  void set_log(bool with_log);
  std::optional<std::uintmax_t> log_size() const;
  /// Waits for nobody: where others are reading, a later command tries again.
  void empty_log() noexcept;

  Path file_;
  bool made_log_ = false;   // there was none when this one was opened
  bool aside_ = false;      // without log and locks, to be read alone
  bool keeps_log_ = false;  // and empties it as put_away() says
  Busy busy_;
  Handle handle_;
  // Those that do not run at the moment; destroyed before the handle.
  Statements statements_;
  std::array<Place, 64> places_;
};

}  // namespace pkit::store
