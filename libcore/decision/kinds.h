// Kinds of principals are rows: a state table and what a kind does differently. No other code asks "which kind".
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "decision/intake.h"
#include "policy/check.h"
#include "store/certificates.h"
#include "store/principals.h"
#include "store/registrations.h"

namespace pkit {

struct Caller;
struct Bound;

/// In this state, this entry leads to `next` when it is allowed, or is refused whatever handlers would say.
struct Transition {
  const char* state;  // "" is a principal that is unknown
  const char* entry;  // "register", "approve", "deny", "issue"
  const char* next;   // null: refused
  Kind refusal;       // where refused
  const char* code;   // where refused
  const char* why;    // where refused: what follows the name in the message
  const char* hint;   // where refused
};

struct PrincipalKind {
  const char* name;
  std::span<const Transition> states;
  /// Who asks, and what pkit knows of them.
  Caller (*authenticate)(store::Read&, const Intake&);
  /// The fields that profile placeholders can name.
  policy::PrincipalFields (*requirements)(const Intake&, const Caller&);
  /// Refusals that no handler can lift, before any runs; empty where there is none.
  std::vector<Fault> (*extra_checks)(const Intake&, const Caller&);
  /// Writes what this kind keeps of itself, inside Bind.
  void (*bind)(store::Write&, const Bound&);
};

/// The row for a state and entry; Error{internal} where the table has a hole.
const Transition& transition(const PrincipalKind& kind, const std::string& state, const std::string& entry);

}  // namespace pkit
