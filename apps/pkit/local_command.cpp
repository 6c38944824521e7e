#include "pkit/local_command.h"

#include "pkit/change_options.h"

namespace pkit::app {

void declare_local(Options& options, LocalCommand& command) {
  declare_inputs(options, command.operation.inputs, command.request, command.files, {.needed_at_once = true});
  if (command.operation.common) declare_change(options, command.operation.common(command.request.get()));
}

Outcome ask_local(Context& context, const LocalCommand& command) {
  read_inputs(context, command.files, command.request.get());
  return command.operation.run(context.session(), command.request.get());
}

}  // namespace pkit::app
