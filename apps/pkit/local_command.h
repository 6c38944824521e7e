// A command whose operation is a row that is asked here alone: its options are the row's inputs, and what it answers is
// told by one function. gate_command.h has those that may come through a gate.
#pragma once

#include <functional>
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
/// changes something and its inputs do not have them in words of their own.
void declare_local(Options& options, LocalCommand& command);
/// Reads its files and runs it; a terminal is shown how far it is. `row` is given the rows, where somebody wants them
/// one by one.
Outcome ask_local(Context& context, const LocalCommand& command, const std::function<void(const Value& row)>& row = {});

/// The same, and its outcome shown.
int show_local(Context& context, const LocalCommand& command, Print print);

/// The `bind` of such an operation.
template <const Operation& row, Print print>
Run bind_local(Options& options) {
  auto command = std::make_shared<LocalCommand>(row);
  declare_local(options, *command);
  return [command](Context& context) { return show_local(context, *command, print); };
}

}  // namespace pkit::app
