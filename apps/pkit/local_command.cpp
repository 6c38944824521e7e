#include "pkit/local_command.h"

#include "pkit/decision.h"
#include "pkit/progress.h"

namespace pkit::app {

void declare_local(Options& options, LocalCommand& command) {
  declare_inputs(options, command.operation.inputs, command.request, command.files, {.needed_at_once = true});
  if (command.operation.common && !command.operation.inputs.find("dry-run"))
    declare_retry(options, command.operation.common(command.request.get()));
}

Outcome ask_local(Context& context, const LocalCommand& command, const std::function<void(const Value&)>& row) {
  read_inputs(context, command.files, command.request.get());
  ShownProgress shown(context.output.io(), context.world);
  return command.operation.run(context.session(), command.request.get(),
                               {.progress = [&](std::size_t done, std::size_t of) { shown.at(done, of); }, .row = row});
}

int show_local(Context& context, const LocalCommand& command, Print print) {
  const Outcome outcome = ask_local(context, command);
  return context.output.show(outcome, [&](Screen& screen) { print(screen, outcome); });
}

}  // namespace pkit::app
