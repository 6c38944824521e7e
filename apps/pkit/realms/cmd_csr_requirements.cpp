// pkit csr-requirements: what a realm's user must put into a CSR, as document D's object on standard output.
#include "base/json.h"
#include "bridge/operations.h"
#include "pkit/gate_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

Run bind_csr_requirements(Options& options) {
  auto command = std::make_shared<GateCommand>(kCsrRequirements);
  declare_request(options, *command);
  declare_via(options, *command);
  return [command](Context& context) {
    const Outcome outcome = ask(context, *command);
    return context.output.show(outcome, [&](Screen& screen) {
      if (!outcome.data["requirements"].is_map()) return;
      for (const std::string& line : split(to_pretty_json(outcome.data["requirements"]), '\n'))
        if (!line.empty()) screen.line(line);
    });
  };
}

}  // namespace pkit::app
