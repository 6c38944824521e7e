// What the result of a chain means: where no handler decided, the built-in auto-registration, the operator or the
// operation's default does (A18, A19). Pure, so that a candidate configuration can be tried on stored requests.
#pragma once

#include <string>

#include "decision/decision_answer.h"
#include "decision/door.h"
#include "handler/chain.h"
#include "setup/setup.h"

namespace pkit {

/// Where, and whose yes an approval is.
struct Asker {
  const Door& door;
  std::string actor;         // "uid:N"
  std::string section = {};  // of pkit.yaml, whose default it is; empty: the door's
};

struct Reading {
  DecisionAnswer answer = DecisionAnswer::failed;
  std::string by, message;
};

/// `parameter` is the handlers'. All deferred: at approve the operator's yes; at register, of an orchestrator that is
/// not Approved, the built-in rows; else the operation's default.
Reading read_decision(const Setup& setup, const Asker& asker, const Value& parameter,
                      const handler::Decision& decision);

}  // namespace pkit
