// A chain as it runs: handlers in order until one says Allow or Deny (A5 to A8).
#include "handler/chain.h"

#include <algorithm>
#include <utility>

namespace pkit::handler {

namespace {

/// One handler that ran: its step for the trace, and what it would decide.
struct Ran {
  Step step;
  std::string message;
  Outputs outputs;
  bool uncalled = false;  // a dry run could not ask it: on_error says nothing about that

  Ran& failed(std::string why) {
    step.result = Result::failed;
    step.reason = std::move(why);
    outputs = {};
    return *this;
  }
};

/// Every text of a rule's outputs expanded; false where one cannot be, with that text in `culprit`.
bool expand_all(Value& value, const Value& parameter, std::string& culprit) {
  if (value.is_text()) {
    const std::optional<std::string> expanded = expand(value.as_text(), parameter);
    if (!expanded) culprit = value.as_text();
    if (expanded) value = Value(*expanded);
    return expanded.has_value();
  }
  Value whole = value.is_list() ? Value::list() : Value::map();
  if (value.is_list()) {
    for (Value item : value.items()) {
      if (!expand_all(item, parameter, culprit)) return false;
      whole.push(std::move(item));
    }
    value = std::move(whole);
  } else if (value.is_map()) {
    for (const auto& [key, written] : value.members()) {
      Value member = written;
      if (!expand_all(member, parameter, culprit)) return false;
      whole.set(key, std::move(member));
    }
    value = std::move(whole);
  }
  return true;
}

class Run {
 public:
  Run(const ChainCall& call, const adapter::Adapters& adapters, const adapter::Ask& ask, const World& world)
      : call_(call), adapters_(adapters), ask_(ask), world_(world) {}

  Decision decide() const {
    Decision decision;
    if (!call_.chain) return decision;  // A-edge-1
    for (const Handler& handler : call_.chain->handlers) {
      if (!sees(handler)) continue;
      Ran ran = timed(handler);
      const Result result = effective(handler, ran);
      decision.steps.push_back(std::move(ran.step));
      if (result == Result::defer) continue;  // A8; its outputs are ignored (A10)
      decision.result = result;
      decision.by = "handler:" + handler.name;
      decision.message = std::move(ran.message);
      if (result == Result::allow) decision.outputs = std::move(ran.outputs);
      break;  // A7
    }
    return decision;
  }

 private:
  bool sees(const Handler& handler) const {
    return handler.on.empty() || std::find(handler.on.begin(), handler.on.end(), call_.operation) != handler.on.end();
  }

  Ran timed(const Handler& handler) const {
    const Duration began = world_.steady();
    Ran ran = run(handler);
    ran.step.name = handler.name;
    ran.step.took = world_.steady() - began;
    return ran;
  }

  Ran run(const Handler& handler) const {
    Ran ran;
    if (!handler.when.holds(*call_.parameter, ran.step.reads)) {
      ran.step.reason = "no condition held";
      if (!ran.step.reads.empty()) ran.step.reason += ": " + ran.step.reads.back().path;
      return ran;
    }
    switch (handler.act) {
      case Handler::Act::deny:
        return deny(handler, std::move(ran));
      case Handler::Act::allow:
        return allow(handler, std::move(ran));
      case Handler::Act::call:
        break;
    }
    return ask(handler, std::move(ran));
  }

  Ran deny(const Handler& handler, Ran ran) const {
    ran.step.result = Result::deny;
    ran.step.reason = ran.message = handler.deny_reason;
    return ran;
  }

  Ran allow(const Handler& handler, Ran ran) const {
    Value answer = handler.allow;
    Value dropped = drop_unfilled(answer);
    std::string culprit;
    if (!expand_all(answer, *call_.parameter, culprit))
      return ran.failed("\"" + culprit + "\" names something that is absent or not one text");
    answer.set("result", "Allow");
    ran = judged(answer, std::move(ran));
    ran.outputs.dropped = std::move(dropped);
    return ran;
  }

  /// Takes out the metadata whose placeholders cannot be filled in, and says which: no reason to refuse anything.
  Value drop_unfilled(Value& answer) const {
    Value dropped = Value::list();
    if (!answer["metadata"].is_map()) return dropped;
    Value filled = Value::map();
    for (const auto& [field, value] : answer["metadata"].members()) {
      std::string culprit;
      Value tried = value;
      if (expand_all(tried, *call_.parameter, culprit))
        filled.set(field, value);
      else
        dropped.push(Value::map({{"field", field}, {"reason", "\"" + culprit + "\" is absent or not one text"}}));
    }
    answer.set("metadata", std::move(filled));
    return dropped;
  }

  Ran ask(const Handler& handler, Ran ran) const {
    ran.step.call = handler.adapter + "." + handler.procedure;
    const auto found = adapters_.find(handler.adapter);
    if (found == adapters_.end()) return ran.failed("there is no adapter " + handler.adapter);
    if (call_.dry_run && !found->second.dry_run) {
      ran.uncalled = true;
      return ran.failed("not called in a dry run: the adapter does not say dry_run: true");
    }
    const adapter::Call call{.procedure = handler.procedure,
                             .parameter = *call_.parameter,
                             .request_id = call_.request_id,
                             .dry_run = call_.dry_run};
    adapter::Answer answer = ask_(found->second, call);
    ran.step.called = true;
    ran.step.answer = std::move(answer.raw);
    ran.step.failure = answer.failure;
    ran.step.errors = answer.errors;
    if (!answer.ok) return ran.failed(adapter::told_failure(answer));
    return judged(answer.value, std::move(ran));
  }

  /// A rule's outputs and an adapter's answer are held to the same rules.
  Ran judged(const Value& answer, Ran ran) const {
    std::string failure = judge_answer(answer, ran.step.result, ran.message, ran.outputs);
    if (!failure.empty()) return ran.failed(std::move(failure));
    if (ran.outputs.profile && !offers(*ran.outputs.profile))
      return ran.failed("profile \"" + *ran.outputs.profile + "\" is not among the chain's profiles");
    ran.step.reason = ran.message;
    return ran;
  }

  bool offers(const std::string& profile) const {
    const std::vector<std::string>& profiles = call_.chain->profiles;
    return std::find(profiles.begin(), profiles.end(), profile) != profiles.end();
  }

  /// What this handler's result means for the chain; a failure is never an allow (A-edge-6).
  static Result effective(const Handler& handler, Ran& ran) {
    if (ran.step.result != Result::failed) return ran.step.result;
    ran.message = "handler '" + handler.name + "' failed: " + ran.step.reason;
    if (ran.uncalled) return Result::failed;
    switch (handler.on_error) {
      case OnError::deny:
        return Result::deny;
      case OnError::defer:
        return Result::defer;
      case OnError::stop:
        break;
    }
    return Result::failed;
  }

  const ChainCall& call_;
  const adapter::Adapters& adapters_;
  const adapter::Ask& ask_;
  const World& world_;
};

}  // namespace

const char* result_word(Result result) {
  constexpr const char* words[] = {"Allow", "Deny", "Defer", "failed"};
  return words[static_cast<std::size_t>(result)];
}

Decision run_chain(const ChainCall& call, const adapter::Adapters& adapters, const adapter::Ask& ask,
                   const World& world) {
  const Value nothing = Value::map();
  ChainCall whole = call;
  if (!whole.parameter) whole.parameter = &nothing;
  return Run(whole, adapters, ask, world).decide();
}

}  // namespace pkit::handler
