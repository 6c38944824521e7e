// The table of operations that may come through a gate: an operation does if and only if it is a row here.
#pragma once

#include <span>
#include <string>

#include "home/operation.h"

namespace pkit {

std::span<const Operation* const> gate_operations();
/// The row of that name, or null.
const Operation* find_gate_operation(const std::string& name);
/// "register", ...: for messages.
std::string gate_operation_names();

}  // namespace pkit
