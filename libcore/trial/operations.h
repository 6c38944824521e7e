// Policy tried before it decides anything: nothing here changes a home.
#pragma once

#include <optional>
#include <string>

#include "home/operation.h"
#include "home/since.h"

namespace pkit {

/// What they answer.
namespace shape {
extern const Shape tried_adapter, tried_chains, replayed;
}

struct AdapterTrial {
  std::string procedure;                      // ADAPTER.PROCEDURE
  std::optional<std::string> parameter;       // JSON text; absent: a sample registration
  std::string parameter_name = "the sample";  // for errors
  Common common;                              // request id and dry run are the envelope's
};
/// One call. data: {adapter, procedure, envelope, answer|null, raw|null, failure|null, stderr, tookMs,
/// verdict:{result, message} where a chain calls it}. Error{config "adapter.failed"} where it gives no answer, or none
/// that a handler may give.
Outcome try_adapter(Session& session, const AdapterTrial& trial);
extern const Operation kTryAdapter;

struct ChainTrial {
  std::string table, table_name;  // YAML or JSON text, and what to call it
  bool call_adapters = false;     // else calls are answered by the table alone
};
/// A table of requests with the decisions that are expected of the home's chains (pkit-chain-test(1) has its form).
/// data: {file, cases:[{name, ok, result, by, message, asked:[], differences:[{key, expected, got}]}], failed}.
/// Error{denied "chain.test"} where a case is not as expected; {input "chain.table"} with every fault of the table.
Outcome try_chains(Session& session, const ChainTrial& trial);
extern const Operation kTryChains;

struct ReplayRequest {
  std::optional<std::string> config;  // the candidate's text; absent: the home's own
  std::string config_name;
  Since since;  // of attempts
};
/// Every stored decision made again by the candidate, without a call: an adapter's answer comes from the trace where
/// what it would be asked is the same. data: {config, decisions, unchanged, changed:[{subject, operation, time,
/// ClientMachine, was:{answer, by, message}, would:{...}, outputs:{was, would}}], unknown:[{..., wouldAsk}], skipped}.
/// Error{denied "chain.replay"} where a decision changes or is unknown.
Outcome replay(Session& session, const ReplayRequest& request, const Listener& listener);
extern const Operation kReplay;

}  // namespace pkit
