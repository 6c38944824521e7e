// The operations that may come through a gate: an operation does if and only if it is a row here.
#pragma once

#include <span>
#include <string>

#include "gate/request.h"
#include "home/session.h"

namespace pkit {

struct GateOperation {
  const char* name;                    // the command
  std::span<const GateField> options;  // that travel
  std::span<const char* const> files;  // options whose files travel
  std::span<const char* const> reply;  // dotted paths into `data` that the caller may see
  Outcome (*run)(Session&, const GateRequest&);
};

/// The row, or null.
const GateOperation* find_gate_operation(const std::string& name);
/// "register", ...: for messages.
std::string gate_operation_names();

}  // namespace pkit
