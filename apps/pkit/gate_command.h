// A command whose operation is a row that may come through a gate (gate/operations.h): it is asked here, or with
// --via there. What it prints is a decision, and the certificate where one is granted.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gate/signatory.h"
#include "pkit/decision.h"
#include "pkit/inputs.h"

namespace pkit::app {

struct GateCommand {
  explicit GateCommand(const Operation& row) : operation(row), request(row.make()) {}

  const Operation& operation;
  const std::shared_ptr<void> request;
  InputFiles files;
  std::string certificate, key;  // sign the request
  std::string key_passphrase;    // the file that holds the passphrase of `key`; empty: it is plain
  std::vector<std::string> via;  // a gate's program
  std::optional<Duration> wait;
  Delivery delivery;
  bool owns_output = false;  // what it writes is its own to replace: there is no --force

  Common& common() const { return operation.common(request.get()); }
};

/// The operation's inputs; --cert and --key where it may be signed; --out, --force and --out-chain; --wait where there
/// is something to wait for.
void declare_request(Options& options, GateCommand& command);
/// --request-id, --dry-run, --explain and --via, which is the last.
void declare_asking(Options& options, GateCommand& command);
/// --via alone, of a command that decides nothing.
void declare_via(Options& options, GateCommand& command);
/// Called with the request as typed and whoever signs it, null for nobody, before it is asked.
using BeforeAsking = std::function<void(const Signatory*)>;
/// Error{usage "option.missing"} where an input that is needed is not there.
Outcome ask(Context& context, const GateCommand& command, const BeforeAsking& before = {});
/// Error{usage "option.combination"} for what only makes sense where the home is, beside --via.
void require_remote(const Context& context, const Common& common);
/// Of --key; empty where it is plain.
Secret key_passphrase_of(const Context& context, const GateCommand& command);
/// The same with the certificate delivered and the outcome shown.
int run_gate_command(Context& context, const GateCommand& command);

/// The `bind` of an operation that needs no more.
template <const Operation& row>
Run bind_operation(Options& options) {
  auto command = std::make_shared<GateCommand>(row);
  declare_request(options, *command);
  declare_asking(options, *command);
  return [command](Context& context) { return run_gate_command(context, *command); };
}

}  // namespace pkit::app
