// The other end of a gate: a request goes to the standard input of the program that --via names, and its reply comes
// back. Keys and files stay here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/request.h"
#include "gate/signatory.h"
#include "pkit/context.h"

namespace pkit::app {

struct ViaCall {
  std::vector<std::string> program;  // and its arguments
  const Operation& operation;
  std::string request_id;
  Wire wire;
  const Signatory* signatory = nullptr;  // signs each try anew
  std::optional<Duration> wait;          // asks again with the same id while the answer is pending
};
/// Error{state "gate.program"} where the program does not run or gives no reply, {input "gate.reply"} where that is
/// none to this request, or grants what this request cannot have been granted.
pkit::Outcome ask_gate(Context& context, const ViaCall& call);

}  // namespace pkit::app
