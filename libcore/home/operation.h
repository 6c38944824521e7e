// An operation is a row: its inputs, what it answers, and the function that does it. The command line, the gate,
// request ids and JSON Schema read the row; gate/operations.h has the table of those that may come through the
// gate.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/input.h"
#include "home/session.h"

namespace pkit {

struct Proof;

/// Dotted paths into what an operation answers.
class Paths {
 public:
  constexpr Paths() = default;
  template <std::size_t n>
  constexpr Paths(const char* const (&paths)[n]) : paths_(paths), count_(n) {}
  constexpr const char* const* begin() const { return paths_; }
  constexpr const char* const* end() const { return paths_ + count_; }
  constexpr bool empty() const { return count_ == 0; }

 private:
  const char* const* paths_ = nullptr;
  std::size_t count_ = 0;
};

/// What was given, by key, of documents the SHA-256 of their content: what a request id stands for. Secrets, and what
/// says something about this side only or is made anew for each try, are not in it.
Value given(const Inputs& inputs, const void* request);

/// Who is told while an operation goes on; what nobody wants to hear is empty.
struct Listener {
  /// That so many are done, of so many; of 0 where it is not known how many there will be.
  std::function<void(std::size_t done, std::size_t of)> progress = {};
  /// Each row as it is read, so that none is held; then what is answered has no rows.
  std::function<void(const Value& row)> row = {};

  void advanced(std::size_t done, std::size_t of) const {
    if (progress) progress(done, of);
  }
};

struct Operation {
  const char* name;   // the command, and the word of the gate
  bool asks = false;  // it changes nothing: it has no request id and no dry run
  Inputs inputs = {};
  const Shape* data = nullptr;  // of Outcome::data
  /// What somebody behind the gate may see of `data`; empty: it cannot be had through the gate.
  Paths reply = {};
  /// Whether data of exit 0 says that it was granted: a gate that says 0 and no more is not believed.
  bool (*granted)(const Value& data) = nullptr;
  /// What is granted is a certificate over the key whose certificate signs the request.
  bool same_key = false;
  /// Waits for a decision that is pending, at most `limit`; null: there is nothing to wait for.
  Outcome (*wait)(Session&, const std::string& registration, Duration limit) = nullptr;

  std::shared_ptr<void> (*make)() = nullptr;  // an empty request
  Outcome (*run)(Session&, const void* request, const Listener& listener) = nullptr;
  Common& (*common)(void* request) = nullptr;               // null: it changes nothing
  std::optional<Proof>& (*proof)(void* request) = nullptr;  // null: it is never signed
};

/// The row with what follows from the request's type, but for the function that does it.
template <class Request>
constexpr Operation about(Operation row) {
  row.make = [] { return std::static_pointer_cast<void>(std::make_shared<Request>()); };
  if constexpr (requires(Request & request) { request.common; })
    if (!row.asks) row.common = [](void* request) -> Common& { return static_cast<Request*>(request)->common; };
  if constexpr (requires(Request & request) { request.proof; })
    row.proof = [](void* request) -> std::optional<Proof>& { return static_cast<Request*>(request)->proof; };
  return row;
}

/// The whole row: `ask` is the function that does it.
template <class Request, Outcome (*ask)(Session&, const Request&)>
constexpr Operation operation(Operation row) {
  row = about<Request>(row);
  row.run = [](Session& session, const void* request, const Listener&) {
    return ask(session, *static_cast<const Request*>(request));
  };
  return row;
}

/// The same of one that tells somebody how it goes on.
template <class Request, Outcome (*ask)(Session&, const Request&, const Listener&)>
constexpr Operation operation(Operation row) {
  row = about<Request>(row);
  row.run = [](Session& session, const void* request, const Listener& listener) {
    return ask(session, *static_cast<const Request*>(request), listener);
  };
  return row;
}

}  // namespace pkit
