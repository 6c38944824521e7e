// A command whose operation is a row that is asked here alone: its options are the row's inputs, and what it answers is
// told by one function. gate_command.h has those that may come through a gate.
#pragma once

#include <memory>

#include "home/operation.h"
#include "pkit/context.h"
#include "pkit/inputs.h"
#include "pkit/render.h"

namespace pkit::app {

struct LocalCommand {
  explicit LocalCommand(const Operation& row) : operation(row), request(row.make()) {}

  const Operation& operation;
  const std::shared_ptr<void> request;
  InputFiles files;
};

/// As text; JSON is the outcome as it is.
using Print = void (*)(Screen& screen, const Outcome& outcome);

/// The operation's inputs, of which those that are needed must be given, and --request-id and --dry-run where it
/// changes something.
void declare_local(Options& options, LocalCommand& command);
/// Reads its files and runs it.
Outcome ask_local(Context& context, const LocalCommand& command);

/// The `bind` of such an operation.
template <const Operation& row, Print print>
Run bind_local(Options& options) {
  auto command = std::make_shared<LocalCommand>(row);
  declare_local(options, *command);
  return [command](Context& context) {
    const Outcome outcome = ask_local(context, *command);
    return context.output.show(outcome, [&](Screen& screen) { print(screen, outcome); });
  };
}

}  // namespace pkit::app
