// chain test: a table of requests, each decided by the home's chains and held against what is expected. Nothing is
// executed unless it is asked for.
#include "base/json.h"
#include "decision/reading.h"
#include "trial/chain_table.h"
#include "trial/operations.h"

namespace pkit {

namespace {

constexpr Input kTryChainsInputs[] = {
    document<&ChainTrial::table, &ChainTrial::table_name>(
        "table", "FILE", "the table of requests and expected decisions; - is standard input")
        .argument()
        .needed(),
    input<&ChainTrial::call_adapters>("call-adapters", "", "call adapters for which the table has no answer"),
};

/// One case as it went.
struct Tried {
  handler::Decision decision;
  Reading reading;
  std::vector<std::string> asked;
};

adapter::Answer from_table(const ChainCase& one, const std::string& call) {
  adapter::Answer answer;
  const auto found = one.answers.find(call);
  if (found == one.answers.end())
    answer.failure = "would ask " + call + ", and the table has no answer of it";
  else if (found->second.is_null())
    answer.failure = "fails, as the table says";
  else
    answer.value = found->second;
  answer.ok = answer.failure.empty();
  if (answer.ok) answer.raw = to_json(answer.value);
  return answer;
}

class Trial {
 public:
  Trial(Session& session, const Setup& setup, bool call_adapters)
      : session_(session),
        setup_(setup),
        call_adapters_(call_adapters),
        programs_(adapter::ask_programs(session.home.directory, session.world)) {}

  Tried run(const ChainCase& one) const {
    Tried tried;
    const adapter::Ask ask = [&](const adapter::Adapter& adapter, const adapter::Call& call) {
      const std::string word = adapter.name + "." + call.procedure;
      tried.asked.push_back(word);
      return call_adapters_ && !one.answers.contains(word) ? programs_(adapter, call) : from_table(one, word);
    };
    handler::ChainCall call;
    call.chain = one.chain.empty() ? setup_.chain_for(one.operation) : &setup_.chains.at(one.chain);
    call.operation = one.operation;
    call.parameter = &one.parameter;
    tried.decision = handler::run_chain(call, setup_.adapters, ask, session_.world);
    const bool approving = one.parameter["approving"].as_bool();
    const Door& through = approving ? door::approving : *find_door(one.operation);
    tried.reading = read_decision(setup_, {through, session_.actor}, one.parameter, tried.decision);
    return tried;
  }

 private:
  Session& session_;
  const Setup& setup_;
  bool call_adapters_;
  adapter::Ask programs_;
};

/// What can be expected of it, by the keys of kExpectFields.
Value decision_value(const Tried& tried) {
  Value value = handler::outputs_value(tried.decision.outputs);
  value.set("result", handler::result_word(tried.decision.result));
  value.set("answer", answer_word(tried.reading.answer));
  value.set("by", tried.reading.by);
  value.set("message", tried.reading.message);
  return value;
}

/// Empty is absent, as in answers.
bool is_empty(const Value& value) {
  if (value.is_map()) return value.members().empty();
  return value.is_null() || (value.is_text() && value.as_text().empty());
}

Value differences_of(const Value& expected, const Value& got) {
  Value differences = Value::list();
  if (!expected.is_map()) return differences;
  for (const auto& [key, value] : expected.members())
    if (!(value == got[key]) && !(is_empty(value) && is_empty(got[key])))
      differences.push(Value::map({{"key", key}, {"expected", value}, {"got", got[key]}}));
  return differences;
}

Value case_value(const ChainCase& one, const Tried& tried) {
  const Value got = decision_value(tried);
  Value differences = differences_of(one.expect, got);
  return Value::map({{"name", one.name},
                     {"ok", differences.items().empty()},
                     {"result", got["result"]},
                     {"answer", got["answer"]},
                     {"by", got["by"]},
                     {"message", got["message"]},
                     {"asked", Value::list(tried.asked)},
                     {"differences", std::move(differences)}});
}

}  // namespace

Outcome try_chains(Session& session, const ChainTrial& trial) {
  const Setup setup = load_setup(session.home, session.state);
  const std::vector<ChainCase> cases = read_chain_table(trial.table, trial.table_name, setup);
  const Trial trials(session, setup, trial.call_adapters);
  Value rows = Value::list();
  std::size_t failed = 0;
  for (const ChainCase& one : cases) {
    Value row = case_value(one, trials.run(one));
    failed += row["ok"].as_bool() ? 0 : 1;
    rows.push(std::move(row));
  }
  Outcome outcome;
  outcome.data = Value::map({{"file", trial.table_name}, {"cases", std::move(rows)}, {"failed", failed}});
  if (failed != 0)
    outcome.error =
        Error(Kind::denied, "chain.test",
              std::to_string(failed) + " of " + std::to_string(cases.size()) + " cases are not decided as expected");
  return outcome;
}

constinit const Operation kTryChains = operation<ChainTrial, try_chains>(
    {.name = "chain test", .asks = true, .inputs = kTryChainsInputs, .data = &shape::tried_chains});

}  // namespace pkit
