#include "pkit/vault/command.h"

namespace pkit::app {

void declare_vault_command(Options& options, GateCommand& command) {
  declare_request(options, command);
  declare_via(options, command);
}

void require_owner(const Context& context, const GateCommand& command) {
  for (const auto& [name, value] : {std::pair("--cert", &command.certificate), std::pair("--key", &command.key)})
    if (value->empty())
      throw Error(Kind::usage, "option.missing", std::string("option ") + name + " is missing",
                  "see pkit help " + context.output.operation);
}

pkit::Outcome ask_as_owner(Context& context, const GateCommand& command) {
  require_owner(context, command);
  pkit::Outcome outcome = ask(context, command);
  if (outcome.error) throw *outcome.error;
  return outcome;
}

}  // namespace pkit::app
