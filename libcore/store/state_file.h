// A state that is one file: SQLite's alone. Who copies, mends or replaces a state as a whole does it with files.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace pkit::store {

/// A table of the state, as its schema names it. `type` is INTEGER, TEXT or BLOB.
struct Table {
  struct Column {
    std::string name, type;
  };
  std::string name;
  std::vector<Column> columns;
};

/// What can be done with a state because it is a file; a Database has it where it is one.
class StateFile : public Database {
 public:
  StateFile* file() override { return this; }
  /// All that closing it does for who comes next, and nothing of what it has is given back: for a process that ends
  /// then. It is not used any more.
  virtual void put_away() noexcept = 0;
  /// All of it as one moment had it, in `file`, which must not exist: 0600, synced, and one file without a log. Others
  /// may write meanwhile. Not inside write().
  virtual void copy_to(const Path& file) = 0;
  /// Like copy_to(), but made from the rows of the tables alone: every index is new. Error{state "store.corrupt"} where
  /// a row cannot be read.
  virtual void rebuild_to(const Path& file) = 0;
  /// Like copy_to(), without what is free in the file: for after very much was deleted. Nobody may write meanwhile.
  virtual void compact_to(const Path& file) = 0;
  /// All of them, each after those that it refers to.
  virtual std::vector<Table> tables() = 0;
  /// Takes the content of `file`, made by rebuild_to() of this object, in one transaction; false, and nothing is done,
  /// where anybody has committed since.
  virtual bool take_back(const Path& file) = 0;
};

/// Names, beside a state's file, the place where the state is instead. Who has the file open writes nothing more to it
/// from then on: Error{state "store.moved"}.
Path elsewhere(const Path& file);

/// The file of a state. Error{conflict "store.engine"} where its engine has none: it cannot `what` then.
StateFile& file_of(Database& database, const char* what);

/// WAL, synchronous=FULL, foreign keys, secure_delete, fair busy handling (30 s), network file systems refused.
/// `create` makes the file (0600, O_EXCL). `existing` first copies a file of an older schema to FILE.schema-N; `alone`
/// and `any` have no log. `world` outlives the database. Nobody else in this process may open and close the file
/// meanwhile: POSIX drops all its locks with any descriptor.
std::unique_ptr<StateFile> open_sqlite(const Path& file, Open how, const World& world);

/// Says in the header of a state's file that it was moved, behind the engine's back: for one that is not in force any
/// more, and whose log, which says so, may be lost. Nothing where it is no such file. Nobody in this process has it
/// open.
void mark_moved(const Path& file);

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

}  // namespace pkit::store
