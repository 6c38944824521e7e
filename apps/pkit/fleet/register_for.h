// register --account and register --realm: kinds of principals that register by operations of their own, whose options
// stand beside those of an orchestrator.
#pragma once

#include <map>
#include <string>

#include "pkit/gate_command.h"

namespace pkit::app {

struct RegisterFor {
  std::map<std::string, std::string> words, files;  // what was given of the options that are theirs alone, by name
};

void declare_register_for(Options& options, RegisterFor& command);
/// The operation that was meant: of --account, of --realm; null: an orchestrator's. Error{usage "option.combination"}
/// where both are, or an option of theirs stands without them.
const Operation* meant_by(const RegisterFor& command);
/// Asks it, with what was given of `other` too; `stray`: an option of `other` that it does not have was given.
int run_register_for(Context& context, const Operation& operation, const RegisterFor& command, const GateCommand& other,
                     bool stray);

}  // namespace pkit::app
