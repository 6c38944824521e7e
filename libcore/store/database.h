// The database as its users see it: two functions and statements with named parameters. SQL is the subset that SQLite
// and PostgreSQL share; every statement is a named constant of a repository. Repositories never begin a transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/world.h"

namespace pkit::store {

using Cell = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

/// A named parameter: {"$id", id}. Null is std::monostate.
struct Param {
  const char* name;
  Cell value;
};
using Params = std::initializer_list<Param>;

/// One row of a result; columns count from 0. Throws Error{state "store.corrupt"} where a column is of another type.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string text(int column) const = 0;
  virtual Bytes blob(int column) const = 0;
  /// The same without a copy, for results of very many rows: good until the next row.
  virtual std::string_view text_view(int column) const = 0;
  virtual BytesView blob_view(int column) const = 0;
};

/// A consistent view of the state.
class Read {
 public:
  virtual ~Read() = default;
  /// Calls `each` for every row until it returns false.
  virtual void query(const char* sql, Params params, const std::function<bool(const Row&)>& each) = 0;
  /// See change_counter() below.
  virtual std::int64_t changes() = 0;
};

/// A write transaction: all of it or nothing.
class Write : public Read {
 public:
  /// Rows changed. A broken constraint is Error{conflict "store.constraint"}.
  virtual std::int64_t execute(const char* sql, Params params) = 0;
};

/// The half of a database that changes nothing.
class Reader {
 public:
  virtual ~Reader() = default;
  /// One snapshot for all of `fn`. Inside write()'s function it is a view of that transaction.
  virtual void read(const std::function<void(Read&)>& fn) = 0;
};

/// One connection, for one thread at a time; it does not survive fork().
class Database : public Reader {
 public:
  /// Commits durably when `fn` returns and before write() does; rolls back when it throws. May run `fn` again after a
  /// serialisation failure, so `fn` has no other effects. Neither inside read() nor inside write(). Error{state
  /// "store.locked" | "store.full" | "store.io" | "store.corrupt" | "store.moved"}; {conflict "store.constraint"} where
  /// a reference is still broken at the end.
  virtual void write(const std::function<void(Write&)>& fn) = 0;
  /// A hint before very many calls of write(): more of the state is kept in memory, and the log grows longer before
  /// what is in it goes where it belongs.
  virtual void expect_many_writes() = 0;
  /// A hint for a connection that reads while another one writes: what it keeps is out of date after each commit.
  virtual void keep_little() = 0;
  /// Integrity check of the engine: empty where sound, else its findings.
  virtual std::vector<std::string> check() = 0;
  /// All of it as one moment had it, in `file`, which must not exist: 0600, synced, and one file without a log. Others
  /// may write meanwhile. Not inside write().
  virtual void copy_to(const Path& file) = 0;
  /// Like copy_to(), but made from the rows of the tables alone: every index is new. Error{state "store.corrupt"} where
  /// a row cannot be read.
  virtual void rebuild_to(const Path& file) = 0;
  /// Like copy_to(), without what is free in the file: for after very much was deleted. Nobody may write meanwhile.
  virtual void compact_to(const Path& file) = 0;
  /// Takes the content of `file`, made by rebuild_to() of this object, in one transaction; false, and nothing is done,
  /// where anybody has committed since.
  virtual bool take_back(const Path& file) = 0;
};

enum class Open { existing, create, alone };
/// WAL, synchronous=FULL, foreign keys, secure_delete, fair busy handling (30 s), network file systems refused.
/// `create` makes the file (0600, O_EXCL) with the schema. `existing` brings an older schema up to date, after a copy
/// to FILE.schema-N of what was there; a newer one it opens for what a pkit of ours may still do, else Error{state
/// "store.schema"}, at once or from write(). `alone` is `existing` for a file that nobody else uses, and without the
/// log. `world` outlives the database. Nobody else in this process may open and close the file meanwhile: POSIX drops
/// all its locks with any descriptor.
std::unique_ptr<Database> open_sqlite(const Path& file, Open how, const World& world);

/// Nobody else has `file` open, or opens it, until the result ends: for who replaces it. Damaged ones too; nothing
/// where it is not there. Error{conflict "store.in_use"} with the process that has it, after half a minute. The warning
/// of open_sqlite() about this process holds here too.
Fd keep_users_out(const Path& file, const World& world);

/// Why a file that does not open is damaged: "truncated", "foreign", or "" where its header does not tell.
std::string damage_of_file(const Path& file);
/// Looks at a state beside which a write-ahead log was left, before anybody opens it: opening would make both one for
/// good. True where the log belongs to another state: with it there is another home, or faults that are not there
/// without it. False where there is no log, or where others use it.
bool has_foreign_log(const Path& file, const World& world);

/// Changed by somebody else since? A cheap number that differs after a commit of any other connection: for --wait. Only
/// numbers from the same Database compare.
inline std::int64_t change_counter(Read& read) { return read.changes(); }

}  // namespace pkit::store
