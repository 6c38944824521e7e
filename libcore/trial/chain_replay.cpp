// chain replay: stored decisions made again by a candidate configuration. Nothing is executed: an adapter's answer
// comes from the trace where it would be asked the same.
#include <map>

#include "base/json.h"
#include "decision/reading.h"
#include "store/registrations.h"
#include "trial/operations.h"

namespace pkit {

namespace {

constexpr Input kReplayInputs[] = {
    document<&ReplayRequest::config, &ReplayRequest::config_name>("config", "FILE",
                                                                  "the candidate, instead of the home's pkit.yaml"),
    input_as<AsSince, &ReplayRequest::since>("since", "only decisions from this time on, or of so long until now"),
};

struct Replayed {
  Reading reading;
  Value outputs = Value::map();
  std::string would_ask;  // a call of which no answer is known
};

/// The same adapter, so that the same call is asked the same.
bool same_adapter(const adapter::Adapters& now, const adapter::Adapters& then, const std::string& name) {
  const auto a = now.find(name), b = then.find(name);
  if (a == now.end() || b == then.end()) return false;
  return a->second.program == b->second.program && a->second.arguments == b->second.arguments &&
         a->second.config == b->second.config;
}

/// The answers that a trace recorded, by call; a failure has no answer that is JSON, and is one again.
std::map<std::string, adapter::Answer> recorded_answers(const Value& trace) {
  std::map<std::string, adapter::Answer> answers;
  if (!trace["handlers"].is_list()) return answers;
  for (const Value& step : trace["handlers"].items()) {
    const std::string call = step.text_or("call");
    if (call.empty() || !step["answer"].is_text()) continue;
    adapter::Answer answer;
    answer.raw = step["answer"].as_text();
    answer.failure = adapter::read_answer(answer.raw, answer.value);
    // What was JSON and a failure nevertheless ended badly by itself: exit status, time limit.
    if (answer.failure.empty()) answer.failure = step.text_or("failure");
    answer.ok = answer.failure.empty();
    answers[call] = std::move(answer);
  }
  return answers;
}

class Replay {
 public:
  Replay(Session& session, const Setup& candidate, const Setup& current)
      : session_(session), candidate_(candidate), current_(current) {}

  Replayed decide(const store::Attempt& attempt, const Value& trace) const {
    Replayed replayed;
    const Value& parameter = trace["parameter"];
    const std::string operation = parameter.text_or("operation", attempt.operation);
    const std::map<std::string, adapter::Answer> answers = recorded_answers(trace);
    const adapter::Ask ask = [&](const adapter::Adapter& adapter, const adapter::Call& call) {
      const std::string word = adapter.name + "." + call.procedure;
      const auto found = answers.find(word);
      if (found != answers.end() && same_adapter(candidate_.adapters, current_.adapters, adapter.name))
        return found->second;
      if (replayed.would_ask.empty()) replayed.would_ask = word;
      adapter::Answer none;
      none.failure = "would ask " + word;
      return none;
    };
    const handler::ChainCall call{candidate_.chain_for(operation), operation, &parameter, "", false};
    const handler::Decision decision = handler::run_chain(call, candidate_.adapters, ask, session_.world);
    replayed.reading = read_decision(candidate_, {*find_door(attempt.operation), attempt.actor}, parameter, decision);
    replayed.outputs = handler::outputs_value(decision.outputs);
    replayed.outputs.erase("ClientParameters");
    return replayed;
  }

 private:
  Session& session_;
  const Setup& candidate_;
  const Setup& current_;
};

Value reading_value(const std::string& answer, const std::string& by, const std::string& message) {
  return Value::map({{"answer", answer}, {"by", by}, {"message", message}});
}

/// What hindered or overrode a decision then would do so again: it is no matter of the configuration.
std::string comparable(const Value& verdict, const Reading& reading) {
  const std::string was = verdict.text_or("answer");
  const std::string would = answer_word(reading.answer);
  const bool overridden = verdict["overridden"].is_bool() && verdict["overridden"].as_bool();
  if (overridden && would == "denied") return was;
  if (was == "unproven" && (would == "denied" || would == "allowed")) return was;
  return would;
}

bool is_changed(const Value& verdict, const Replayed& replayed) {
  if (comparable(verdict, replayed.reading) != verdict.text_or("answer")) return true;
  const Value& was = verdict["outputs"];
  return !((was.is_map() ? was : Value::map()) == replayed.outputs);
}

Value change_of(const store::Attempt& attempt, const Value& trace, const Replayed& replayed) {
  const Value& verdict = trace["verdict"];
  Value change = Value::map(
      {{"subject", attempt.subject},
       {"operation", attempt.operation},
       {"time", print_time(attempt.time)},
       {"ClientMachine", trace.text_or("ClientMachine")},
       {"was", reading_value(verdict.text_or("answer"), verdict.text_or("by"), verdict.text_or("message"))}});
  if (!replayed.would_ask.empty()) {
    change.set("wouldAsk", replayed.would_ask);
    return change;
  }
  change.set("would",
             reading_value(comparable(verdict, replayed.reading), replayed.reading.by, replayed.reading.message));
  if (verdict["outputs"].is_map() || !replayed.outputs.members().empty())
    change.set("outputs", Value::map({{"was", verdict["outputs"]}, {"would", replayed.outputs}}));
  return change;
}

/// Counts and lists, filled attempt by attempt.
struct Report {
  std::size_t decisions = 0, skipped = 0;
  Value changed = Value::list(), unknown = Value::list();

  void add(const Replay& replay, const store::Attempt& attempt) {
    const Value trace = parse_json(attempt.trace.canonical, "trace", TreeLimits{.bytes = 16 << 20, .nodes = 1'000'000});
    if (!trace["verdict"].is_map() || !trace["parameter"].is_map() || !find_door(attempt.operation)) {
      ++skipped;  // at the door, or no decision at all
      return;
    }
    ++decisions;
    const Replayed replayed = replay.decide(attempt, trace);
    if (!replayed.would_ask.empty())
      unknown.push(change_of(attempt, trace, replayed));
    else if (is_changed(trace["verdict"], replayed))
      changed.push(change_of(attempt, trace, replayed));
  }
};

Setup candidate_of(Session& session, const ReplayRequest& request) {
  if (!request.config) return load_setup(session.home, session.state);
  CheckedSetup checked = check_setup(*request.config, request.config_name, session.home.directory, session.home.owner);
  if (checked.setup) return std::move(*checked.setup);
  throw Error(Kind::config, "config.invalid", request.config_name + " has faults",
              "pkit config check " + request.config_name, std::move(checked.faults));
}

}  // namespace

Outcome replay(Session& session, const ReplayRequest& request, const Listener& listener) {
  const Setup current = load_setup(session.home, session.state);
  const Setup candidate = candidate_of(session, request);
  const Replay again(session, candidate, current);
  const std::optional<Time> since = time_of(session, request.since);
  Report report;
  session.state.read([&](store::Read& read) {
    const auto all = static_cast<std::size_t>(store::attempts::count(read));
    std::size_t done = 0;
    store::attempts::each(read, [&](const store::Attempt& attempt) {
      if (!since || attempt.time >= *since) report.add(again, attempt);
      listener.advanced(++done, all);
    });
  });
  const std::size_t changed = report.changed.items().size(), unknown = report.unknown.items().size();
  Outcome outcome;
  outcome.data = Value::map({{"config", request.config ? request.config_name : "pkit.yaml"},
                             {"decisions", report.decisions},
                             {"unchanged", report.decisions - changed - unknown},
                             {"changed", std::move(report.changed)},
                             {"unknown", std::move(report.unknown)},
                             {"skipped", report.skipped}});
  if (changed + unknown != 0)
    outcome.error =
        Error(Kind::denied, "chain.replay",
              std::to_string(changed) + " of " + std::to_string(report.decisions) + " decisions would change, " +
                  std::to_string(unknown) + " depend on what an adapter says");
  return outcome;
}

constinit const Operation kReplay = operation<ReplayRequest, replay>(
    {.name = "chain replay", .asks = true, .inputs = kReplayInputs, .data = &shape::replayed});

}  // namespace pkit
