// The one error type of pkit. It is thrown; it is caught in run() and once per item of a batch.
// A negative answer (not found, not granted, not valid) is a value, never an Error.
#pragma once

#include <exception>
#include <string>
#include <vector>

namespace pkit {

/// What a caller does next; each kind is one exit code (the number of the enumerator).
enum class Kind {
  internal = 1,         // our bug
  usage = 2,            // the command line, or a value in it, is wrong
  denied = 3,           // refused by a decision or by a profile
  pending = 4,          // stored, waits for somebody
  input = 5,            // a CSR, certificate or JSON that cannot be accepted as such
  not_found = 6,        // no such thing in the state
  conflict = 7,         // the state does not permit it, or changed meanwhile
  authentication = 8,   // the caller is not who may do this
  state = 9,            // home, database, disk
  config = 10,          // pkit.yaml, or a handler that failed
  not_due = 11,         // a certificate is not to be renewed yet
  dependent_only = 12,  // logged in, but no certificate may be had (document D, D10)
};

/// One fault among several: validation lists every one.
struct Fault {
  Kind kind = Kind::input;
  std::string code;   // stable and dotted, e.g. "csr.signature"
  std::string where;  // "pkit.yaml:3:5", "byte 17", "subjectAltName[2]"; may be empty
  std::string what;   // lower case, no full stop, names the user's noun first
  std::string hint;   // the remedy, may be empty

  bool operator==(const Fault&) const = default;
};

class Error : public std::exception {
 public:
  /// `code` is a row of the table in base/codes.h. Never put secrets or file contents in `what`.
  Error(Kind kind, std::string code, std::string what, std::string hint = {}, std::vector<Fault> details = {});

  Kind kind() const noexcept { return kind_; }
  const std::string& code() const noexcept { return code_; }
  const char* what() const noexcept override { return what_.c_str(); }
  const std::string& hint() const noexcept { return hint_; }
  const std::vector<Fault>& details() const noexcept { return details_; }

  /// The same error with "context: " before its message, for whoever knows the user's noun; an empty
  /// context changes nothing.
  Error within(const std::string& context) const;

 private:
  Kind kind_;
  std::string code_;
  std::string what_;
  std::string hint_;
  std::vector<Fault> details_;
};

/// One error for a list of faults (not empty): its kind is the gravest (input before all others), its text the first's.
Error error_of(const std::string& subject, std::vector<Fault> faults);

/// What any exception means to the user: an Error is itself, a failure of the file system is Error{state "file.write"}
/// with its path, anything else Error{internal "internal"}.
Error as_error(const std::exception& exception);

}  // namespace pkit
