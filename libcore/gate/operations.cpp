#include "gate/operations.h"

#include <algorithm>
#include <iterator>

#include "gate/register.h"

namespace pkit {

namespace {

constexpr GateOperation kGateOperations[] = {
    {"register", kRegisterFields, kRegisterFiles, kRegisterReply, register_through_gate},
};

}  // namespace

const GateOperation* find_gate_operation(const std::string& name) {
  const auto row = std::find_if(std::begin(kGateOperations), std::end(kGateOperations),
                                [&](const GateOperation& operation) { return operation.name == name; });
  return row == std::end(kGateOperations) ? nullptr : row;
}

std::string gate_operation_names() {
  std::vector<std::string> names;
  for (const GateOperation& operation : kGateOperations) names.emplace_back(operation.name);
  return join(names, ", ");
}

}  // namespace pkit
