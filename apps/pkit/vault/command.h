// A command about vaults that is one request of their owner's, asked here or through a gate.
#pragma once

#include "pkit/gate_command.h"

namespace pkit::app {

/// Its inputs, --cert and --key, and --via.
void declare_vault_command(Options& options, GateCommand& command);
/// Error{usage "option.missing"} unless --cert and --key are there.
void require_owner(const Context& context, const GateCommand& command);
/// What it answers; its error is thrown.
pkit::Outcome ask_as_owner(Context& context, const GateCommand& command);

}  // namespace pkit::app
