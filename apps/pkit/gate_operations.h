// The operations that may come through a gate: an operation does if and only if it is a row here.
#pragma once

#include <span>
#include <string>

#include "home/session.h"
#include "pkit/gate_request.h"

namespace pkit::app {

struct GateOperation {
  const char* name;                    // the command
  std::span<const GateField> options;  // that travel
  std::span<const char* const> files;  // options whose files travel
  std::span<const char* const> reply;  // dotted paths into `data` that the caller may see
  pkit::Outcome (*run)(pkit::Session&, const GateRequest&);
};

/// The row, or null.
const GateOperation* find_gate_operation(const std::string& name);
/// "register", ...: for messages.
std::string gate_operation_names();

}  // namespace pkit::app
