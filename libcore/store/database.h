// The database as its users see it: two functions and statements with named parameters. SQL is the subset that SQLite
// and PostgreSQL share; every statement is a named constant of a repository. Repositories never begin a transaction.
#pragma once

#include <any>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/world.h"
#include "store/standing.h"

namespace pkit::store {

using Cell = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

/// A named parameter: {"$id", id}. Null is std::monostate.
struct Param {
  const char* name;
  Cell value;
};
/// Those of one statement: a list where it is called, or as many as its caller has. What they are of outlives the call.
class Params {
 public:
  Params(std::initializer_list<Param> listed) : listed_(listed) {}
  Params(const std::vector<Param>& counted) : counted_(&counted) {}
  const Param* begin() const { return counted_ != nullptr ? counted_->data() : listed_.begin(); }
  const Param* end() const { return begin() + size(); }
  std::size_t size() const { return counted_ != nullptr ? counted_->size() : listed_.size(); }

 private:
  std::initializer_list<Param> listed_;
  const std::vector<Param>* counted_ = nullptr;
};

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

/// Very many rows on their way into one table.
class Filling {
 public:
  virtual ~Filling() = default;
  /// A cell a column.
  virtual void add(const std::vector<Cell>& cells) = 0;
  /// The last one was given; without it none of them is there.
  virtual void end() = 0;
};

/// A write transaction: all of it or nothing.
class Write : public Read {
 public:
  /// Rows changed. A broken constraint is Error{conflict "store.constraint"}.
  virtual std::int64_t execute(const char* sql, Params params) = 0;
  /// The same where nobody minds how many rows that are: an engine need not wait for the answer.
  virtual void apply(const char* sql, Params params) { execute(sql, params); }
  /// An engine's own way for very many rows, during which nothing else is done; null where execute() is the way.
  virtual std::unique_ptr<Filling> fill(const std::string& /*table*/, const std::vector<std::string>& /*columns*/) {
    return nullptr;
  }
  /// What a repository knows from this transaction and need not ask again, a T of its own each; nothing at its begin.
  template <class T>
  std::optional<T>& noted() {
    std::any& note = notes_[std::type_index(typeid(T))];
    if (!note.has_value()) note = std::optional<T>();
    return *std::any_cast<std::optional<T>>(&note);
  }

 private:
  std::map<std::type_index, std::any> notes_;
};

class StateFile;

/// A server that keeps the state, as it sees itself now.
struct Server {
  std::string engine, version;
  std::string place;                  // what it was named by
  bool primary = true;                // else it follows another one, and only reads
  std::vector<std::string> standbys;  // "NAME: STATE, SYNC, n ms behind"
  Duration ahead = 0;                 // its clock before this host's
};

/// More than this between a host's clock and the server's is told.
inline constexpr Duration kClocksApart = 60 * 1000;

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
  /// write() for one function after the other, in one transaction. They may be run with answers that are not true as
  /// well, of which nothing comes but that run; an engine that is far away finds so what to ask for all of them at
  /// once.
  virtual void write_each(std::span<const std::function<void(Write&)>> parts) {
    write([&](Write& write) {
      for (const auto& part : parts) part(write);
    });
  }
  /// A hint before very many calls of write(): more of the state is kept in memory, and the log grows longer before
  /// what is in it goes where it belongs.
  virtual void expect_many_writes() = 0;
  /// A hint for a connection that reads while another one writes: what it keeps is out of date after each commit.
  virtual void keep_little() = 0;
  /// A hint before a call of write() whose function says nothing to the engine for long.
  virtual void expect_silence() {}
  virtual Standing standing() { return Standing::in_force; }
  /// Inside write(), at the end of its function: what this state is from its commit on. Whoever has it open writes
  /// nothing more to one that is not in force: Error{state "store.moved" | "store.arriving"}.
  virtual void stand(Standing) {}
  /// Integrity check of the engine: empty where sound, else its findings.
  virtual std::vector<std::string> check() = 0;
  /// The clock of the server that keeps the state before this host's, as it was when it was opened; 0 without one.
  virtual Duration clock_ahead() const { return 0; }
  /// What is told of the server that keeps the state; nothing where no server does.
  virtual std::optional<Server> server() { return std::nullopt; }
  /// The state as a file, which only some engines have: see state_file.h. Null where there is none.
  virtual StateFile* file() { return nullptr; }
};

/// How a state is opened. `create` makes it, with the schema; it must not be there. `existing` brings an older schema
/// up to date; a newer one it opens for what a pkit of ours may still do, else Error{state "store.schema"}, at once or
/// from write(); one that is not in force is Error{state "store.moved" | "store.arriving"}. `alone` is `existing` for
/// one that nobody else uses. `any` takes one as it is, whatever its standing. `arrive` is `create` for one that is
/// `arriving`, in the place of one that is not in force.
enum class Open { existing, create, alone, any, arrive };

/// Changed by somebody else since? A cheap number that differs after a commit of any other connection: for --wait. Only
/// numbers from the same Database compare.
inline std::int64_t change_counter(Read& read) { return read.changes(); }

}  // namespace pkit::store
