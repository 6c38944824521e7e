// Chains of handlers: Allow, Deny, Defer (document A). Handlers run in order until one says Allow or Deny (A5-A8).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapter/adapter.h"
#include "base/value.h"
#include "config/fields.h"
#include "handler/rule.h"

namespace pkit::handler {

enum class Result { allow, deny, defer, failed };
const char* result_word(Result result);  // "Allow", "Deny", "Defer", "failed"

/// What an Allow may carry. From an adapter's answer or a rule's `allow:`, placeholders expanded.
struct Outputs {
  Value names = Value::map();  // {dns: [], ip: [], email: [], uri: []}
  std::optional<std::string> profile;
  std::optional<Value> client_parameters;  // flat map of texts
  std::string blueprint;                   // blueprintName; empty: none (X3)
  std::string client_id;                   // ClientID; empty: none
  Value metadata = Value::map();           // name -> whatever was answered: held against the fields later
  Value dropped = Value::list();           // {field, reason} of metadata that a rule could not fill in
};

enum class OnError { stop, deny, defer };

struct Handler {
  std::string name;
  std::vector<std::string> on;  // operations; empty: every one
  Condition when;               // a rule's, or the filter of a call
  enum class Act { allow, deny, call } act = Act::deny;
  std::string deny_reason;
  Value allow = Value::map();  // as written, placeholders unexpanded
  std::string adapter, procedure;
  OnError on_error = OnError::stop;
  Position at;
};

struct Chain {
  std::string name;
  std::vector<std::string> profiles;
  std::vector<Handler> handlers;
};
using Chains = std::map<std::string, Chain>;

/// The operations on which a chain can decide: the words of a handler's `on:` and, but for the first, whose chain
/// stands in `registration:`, the keys of `operations:`.
inline constexpr Words kOperations = kOneOf<"register", "issue", "renew", "rotate-key">;

extern const std::vector<config::Field> kChainFields, kHandlerFields;
/// Reads `chains:`. Faults: everything fields.h finds, a handler with none or several of allow/deny/call, an unknown
/// adapter, an unreachable handler (after one without conditions on the same operations), an allow without evidence and
/// without `unverified: true`, an unknown key in `allow:`, a bad pattern or placeholder. Warns of an evadable deny.
Chains read_chains(const Value& section, const adapter::Adapters& adapters, config::Faults& faults);

/// One handler as it ran, for the trace.
struct Step {
  std::string name;
  Result result = Result::defer;
  std::string reason;           // "no condition held", the message, the failure
  std::vector<PathRead> reads;  // rules
  std::string call;             // calls: "ADAPTER.PROCEDURE"
  std::string answer;           // calls: as received
  std::string failure;          // calls: why the call itself failed; empty where it answered
  std::string errors;           // calls: stderr, not in the hashed event
  bool called = false;          // an adapter ran
  Duration took = 0;
};

/// What the chain decided.
struct Decision {
  Result result = Result::defer;  // failed: a handler failed and on_error is stop
  std::string by;                 // "handler:NAME", empty where all deferred
  std::string message;
  Outputs outputs;  // only for allow; A10
  std::vector<Step> steps;
};

struct ChainCall {
  const Chain* chain = nullptr;  // null: no handlers (A-edge-1)
  std::string operation;         // "register", "issue", "renew", ...
  const Value* parameter = nullptr;
  std::string request_id;
  bool dry_run = false;  // adapters without `dry_run: true` are not called: failed, "not called in a dry run: ..."
};

/// `ask` answers the calls of adapters; `world` measures how long each handler takes.
Decision run_chain(const ChainCall& call, const adapter::Adapters& adapters, const adapter::Ask& ask,
                   const World& world);

/// The keys of an Allow that say something, as an answer spells them.
Value outputs_value(const Outputs& outputs);

/// Judges an adapter's answer as a registration handler's: only `result` must be there, exactly Allow, Deny
/// or Defer; an unknown key that does not begin with "x-" is a failure. Returns the failure text, empty where fine.
std::string judge_answer(const Value& answer, Result& result, std::string& message, Outputs& outputs);

/// "{claimed.ClientMachine}" expanded from the parameter, once; nothing where a path is absent or no scalar, or a brace
/// is not closed. "{{" is "{".
std::optional<std::string> expand(const std::string& text, const Value& parameter);
/// The paths in the braces of a text, in order; nothing where a brace is not closed.
std::optional<std::vector<std::string>> placeholders(const std::string& text);

}  // namespace pkit::handler
