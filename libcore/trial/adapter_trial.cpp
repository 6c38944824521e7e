// One call of an adapter's procedure, to see what it is sent and what it answers. Nothing is decided by it.
#include <algorithm>

#include "base/json.h"
#include "setup/setup.h"
#include "trial/operations.h"

namespace pkit {

namespace {

constexpr Input kTryAdapterInputs[] = {
    input<&AdapterTrial::procedure>("procedure", "ADAPTER.PROCEDURE", "what is called").argument().needed(),
    document<&AdapterTrial::parameter, &AdapterTrial::parameter_name>(
        "in", "FILE", "the parameter as JSON, instead of a sample registration; - is standard input"),
    input<&AdapterTrial::common, &Common::request_id>("request-id", "ID", "the envelope's requestId"),
    input<&AdapterTrial::common, &Common::dry_run>("dry-run", "", "the envelope says dryRun"),
};

/// What a handler is asked at a registration, where the operator gives nothing else.
const char* const kSample = R"({"operation":"register","approving":false,"isInitial":true,
 "claimed":{"ClientMachine":"test.example","Capabilities":[],"ClientParameters":{}},"verified":{},"csr":null})";

struct Target {
  const adapter::Adapter* adapter;
  std::string procedure;
};

Target find_target(const Setup& setup, const std::string& word) {
  const std::size_t dot = word.find('.');
  if (dot == std::string::npos || dot + 1 == word.size())
    throw Error(Kind::usage, "adapter.word", "'" + printable(word) + "' is not ADAPTER.PROCEDURE", "as in cmdb.lookup");
  std::vector<std::string> known;
  for (const auto& [name, adapter] : setup.adapters) known.push_back(name);
  const auto found = setup.adapters.find(word.substr(0, dot));
  if (found == setup.adapters.end())
    throw Error(Kind::not_found, "adapter.missing", "pkit.yaml has no adapter '" + printable(word.substr(0, dot)) + "'",
                config::hint_for(word.substr(0, dot), known));
  return {&found->second, word.substr(dot + 1)};
}

/// Does a chain call it? Then its answer is held to what registration handlers may answer.
bool decides(const Setup& setup, const Target& target) {
  const auto calls = [&](const handler::Handler& handler) {
    return handler.adapter == target.adapter->name && handler.procedure == target.procedure;
  };
  return std::any_of(setup.chains.begin(), setup.chains.end(), [&](const auto& chain) {
    return std::any_of(chain.second.handlers.begin(), chain.second.handlers.end(), calls);
  });
}

Value verdict_of(const Value& answer) {
  handler::Result result = handler::Result::failed;
  std::string message;
  handler::Outputs outputs;
  const std::string failure = handler::judge_answer(answer, result, message, outputs);
  return Value::map({{"result", handler::result_word(result)}, {"message", failure.empty() ? message : failure}});
}

/// Why the call as a whole is a failure; empty where it is none.
std::string failure_of(const Value& data) {
  if (data["failure"].is_text()) return data["failure"].as_text();
  const Value& verdict = data["verdict"];
  return verdict.text_or("result") == "failed" ? verdict.text_or("message") : std::string();
}

}  // namespace

Outcome try_adapter(Session& session, const AdapterTrial& trial) {
  const Setup setup = load_setup(session.home, session.state);
  const Target target = find_target(setup, trial.procedure);
  const adapter::Call call{.procedure = target.procedure,
                           .parameter = parse_json(trial.parameter.value_or(kSample), trial.parameter_name),
                           .request_id = trial.common.request_id,
                           .dry_run = trial.common.dry_run};
  if (call.dry_run && !target.adapter->dry_run)
    throw Error(Kind::usage, "adapter.dry_run", "adapter '" + target.adapter->name + "' does not say dry_run: true",
                "without --dry-run it is called as in earnest");
  World world = session.world;
  world.now = [now = session.now.value_or(session.world.now())] { return now; };
  const Path& home = session.home.directory;
  const adapter::Answer answer = adapter::call(*target.adapter, home, call, world);
  Outcome outcome;
  outcome.data =
      Value::map({{"adapter", target.adapter->name},
                  {"procedure", target.procedure},
                  {"envelope", parse_json(adapter::envelope(*target.adapter, home, call, world.now()), "envelope")},
                  {"answer", answer.value},
                  {"raw", answer.ok ? Value() : Value(printable(answer.raw.substr(0, 1024)))},
                  {"failure", answer.ok ? Value() : Value(answer.failure)},
                  {"stderr", answer.errors},
                  {"tookMs", answer.took}});
  if (answer.ok && decides(setup, target)) outcome.data.set("verdict", verdict_of(answer.value));
  if (const std::string why = answer.ok ? failure_of(outcome.data) : adapter::told_failure(answer); !why.empty())
    outcome.error = Error(Kind::config, "adapter.failed", trial.procedure + ": " + why);
  return outcome;
}

constinit const Operation kTryAdapter = operation<AdapterTrial, try_adapter>(
    {.name = "adapter test", .asks = true, .inputs = kTryAdapterInputs, .data = &shape::tried_adapter});

}  // namespace pkit
