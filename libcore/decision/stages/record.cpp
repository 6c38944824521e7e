#include "decision/stages/record.h"

#include "base/json.h"
#include "decision/told.h"
#include "digest/digest.h"

namespace pkit {

namespace {

Value handler_step(const handler::Step& step) {
  Value value =
      Value::map({{"name", step.name}, {"result", handler::result_word(step.result)}, {"reason", step.reason}});
  Value reads = Value::list();
  for (const handler::PathRead& read : step.reads)
    reads.push(Value::map({{"path", read.path}, {"value", read.value}, {"matched", read.matched}}));
  if (!step.reads.empty()) value.set("reads", std::move(reads));
  if (!step.call.empty()) value.set("call", step.call);
  if (step.called) value.set("answer", step.answer);
  if (!step.failure.empty()) value.set("failure", step.failure);
  if (!step.errors.empty()) value.set("stderr", step.errors);
  value.set("tookMs", step.took);
  return value;
}

Value verdict_value(const Verdict& verdict) {
  Value value =
      Value::map({{"answer", answer_word(verdict.answer())}, {"by", verdict.by()}, {"message", verdict.message()}});
  if (verdict.overridden()) value.set("overridden", true);
  value.set("chain", handler::result_word(verdict.chain_result()));
  Value outputs = handler::outputs_value(verdict.outputs());
  outputs.erase("ClientParameters");  // for the client alone (A17)
  if (!outputs.members().empty()) value.set("outputs", std::move(outputs));
  return value;
}

Value checked_value(const Checked& checked) {
  Value faults = Value::list(), differences = Value::list();
  for (const Fault& f : checked.faults())
    faults.push(Value::map({{"code", f.code}, {"where", f.where}, {"what", f.what}}));
  for (const policy::Difference& d : checked.differences())
    differences.push(Value::map({{"what", d.what}, {"field", d.field}, {"asked", d.asked}, {"got", d.got}}));
  Value value = Value::map({{"profile", checked.profile().name},
                            {"names", Value::list(checked.names())},
                            {"faults", std::move(faults)},
                            {"differences", std::move(differences)}});
  if (!checked.tolerated().empty()) value.set("tolerated", Value::list(checked.tolerated()));
  return value;
}

Value metadata_value(const catalog::Attached& metadata) {
  return Value::map({{"applied", metadata.applied}, {"dropped", metadata.dropped}});
}

Value outcome_value(const Run& run, const Bound& bound) {
  Value value = Value::map({{"exit", bound.error ? static_cast<int>(bound.error->kind()) : 0}});
  if (bound.error) value.set("message", bound.error->what());
  if (bound.principal) value.set(run.caller.kind->name, bound.principal->state);
  if (bound.registration) value.set("registration", store::state_word(bound.registration->state));
  if (bound.certificate) value.set("serial", to_hex(bound.certificate->serial));
  return value;
}

std::string subject_of(const Run& run, const Bound& bound) {
  if (bound.registration) return bound.registration->id;
  if (run.caller.registration) return run.caller.registration->id;
  if (bound.certificate) return bound.certificate->id;
  if (bound.principal) return bound.principal->id;
  return run.caller.principal ? run.caller.principal->id : std::string();
}

Value with_reason(Value data, const std::string& reason) {
  data.set("reason", reason);
  return data;
}

void add_state_events(const ReadSession& session, Bound& bound, const Run& run, Value base) {
  if (bound.principal && bound.principal->state != run.caller.state())
    bound.events.push_back(
        {std::string(run.caller.kind->name) + "." + lower(bound.principal->state), bound.principal->id, base});
  if (run.verdict && run.verdict->overridden())
    bound.events.push_back(
        {"decision.overridden", subject_of(run, bound), with_reason(base, run.intake.override_deny)});
  for (const store::RegistrationMark& other : bound.others)
    bound.events.push_back({std::string("registration.") + store::state_word(other.state), other.id,
                            telling(session, with_reason(base, other.reason), other)});
}

void add_certificate_event(Bound& bound, Value data) {
  if (!bound.certificate) return;
  const store::Certificate& c = *bound.certificate;
  data.set("serial", to_hex(c.serial));
  data.set("fingerprint", to_hex(c.fingerprint));
  data.set("keyId", c.key_id);
  data.set("subject", c.subject);
  data.set("profile", c.profile);
  data.set("notAfter", print_time(c.not_after));
  if (!bound.intent.empty()) data.set("intent", bound.intent);
  if (!bound.replaces.empty()) data.set("replaces", bound.replaces);
  bound.events.push_back({"certificate.issued", c.id, std::move(data)});
}

void add_revocation_events(Bound& bound, const Value& base) {
  for (const store::Certificate& c : bound.revoked) {
    Value data = base;
    data.set("serial", to_hex(c.serial));
    data.set("reason", bound.revocation_reason);
    bound.events.push_back({"certificate.revoked", c.id, std::move(data)});
  }
}

/// "registration.issued", or "issue.denied" where the run is about no registration.
std::string main_kind(const Run& run, const Bound& bound) {
  if (bound.registration) return std::string("registration.") + store::state_word(bound.registration->state);
  const std::string door = run.intake.door->word;
  if (!bound.error) return run.intake.door->event;
  if (bound.error->kind() == Kind::denied) return door + ".denied";
  return door + (bound.error->kind() == Kind::config || bound.error->kind() == Kind::state ? ".failed" : ".refused");
}

/// Refused before anybody was known: at the door, or because a claim was not proven.
bool is_strangers(const Run& run, const Bound& bound) {
  return run.intake.door->registers && (run.refused || (bound.error && bound.error->kind() == Kind::authentication));
}

/// Does it change what it is about? Of many that do not, the story is not kept of each.
bool decides(const Run& run, const Bound& bound) {
  const bool moved = bound.registration && bound.registration->state != run.registration_state();
  return moved || bound.certificate || !run.intake.door->registers ||
         (bound.principal && bound.principal->state != run.caller.state());
}

/// Whom it is about, by the name that alerts know it by; who is unknown by what it calls itself.
std::string named(const Run& run, const Bound& bound) {
  if (bound.principal) return bound.principal->name;
  return run.caller.principal ? run.caller.principal->name : run.intake.client_machine;
}

std::string shortened(const std::string& text) {
  constexpr std::size_t kLongest = 300;
  return text.substr(0, utf8_prefix(text.substr(0, kLongest)));
}

/// Why, in few words: a stranger can cause it. What waits is told why nobody decided: no licence, no row (A3, A19).
void add_failure(const Error& error, const Run& run, Value& data) {
  data.set("code", error.code());
  data.set("reason", shortened(error.what()));
  const bool waits = run.verdict && run.verdict->answer() == Verdict::Answer::deferred;
  if (waits && !run.verdict->message().empty()) data.set("message", shortened(run.verdict->message()));
}

/// Where nothing better is to be hinted at, its own trace is.
Error with_word(const Error& error, const std::string& word) {
  if (!error.hint().empty()) return error;
  return Error(error.kind(), error.code(), error.what(), "pkit explain " + word + " tells how it was decided",
               error.details());
}

}  // namespace

Value trace_of(const ReadSession& session, const Setup& setup, Run& run, const Bound& bound) {
  Value trace = Value::map({{"version", 1},
                            {"pkit", session.version},
                            {"operation", run.intake.door->word},
                            {"ClientMachine", run.intake.client_machine},
                            {"time", print_time(run.intake.now)},
                            {"actor", session.actor},
                            {"config", setup.sha256}});
  if (session.gate_caller) trace.set("gate", Value::map({{"caller", *session.gate_caller}}));
  if (!run.intake.proven_by.empty()) trace.set("provenBy", to_hex(run.intake.proven_by));
  if (!run.intake.told.is_null()) trace.set("before", run.intake.told);
  if (run.refused) trace.set("refused", Value::map({{"code", run.refused->code}, {"what", run.refused->what}}));
  if (run.verdict) {
    trace.set("parameter", run.verdict->take_parameter());
    Value handlers = Value::list();
    for (const handler::Step& step : run.verdict->steps()) handlers.push(handler_step(step));
    trace.set("handlers", std::move(handlers));
    trace.set("verdict", verdict_value(*run.verdict));
  }
  if (run.effects && !run.effects->told.members().empty()) trace.set("effects", run.effects->told);
  if (!bound.metadata.applied.members().empty() || !bound.metadata.dropped.items().empty())
    trace.set("metadata", metadata_value(bound.metadata));
  if (run.checked) trace.set("checked", checked_value(*run.checked));
  if (run.signing && run.signing->calls.is_list())
    trace.set("gateway", Value::map({{"intent", run.signing->intent}, {"calls", run.signing->calls}}));
  trace.set("outcome", outcome_value(run, bound));
  return trace;
}

void record(const ReadSession& session, Bound& bound, const Run& run, const Value& trace) {
  store::Attempt attempt;
  attempt.name = run.intake.name_key();
  attempt.decides = decides(run, bound);
  attempt.operation = run.intake.door->word;
  attempt.subject = subject_of(run, bound);
  attempt.principal = bound.principal ? bound.principal->id : run.caller.principal ? run.caller.principal->id : "";
  attempt.time = bound.now;
  attempt.actor = bound.actor;
  attempt.exit = bound.error ? static_cast<int>(bound.error->kind()) : 0;
  attempt.trace = canonical_json(trace);
  const digest::Digest digest = digest::sha256(attempt.trace.canonical);
  attempt.word = store::attempts::word_of(digest);
  Value data = Value::map({{"ClientMachine", named(run, bound)}, {"exit", attempt.exit}});
  if (run.verdict) data.set("by", run.verdict->by());
  if (session.gate_caller) data.set("caller", session.requester());
  if (bound.error) add_failure(*bound.error, run, data);
  const bool strangers = is_strangers(run, bound);
  // The first event tells of the trace; those behind it are of the same run.
  Value main = bound.registration ? telling(data, *bound.registration) : data;
  main.set("trace", to_hex(digest));
  bound.events.insert(bound.events.begin(), {main_kind(run, bound), attempt.subject, main, strangers});
  add_state_events(session, bound, run, data);
  add_certificate_event(bound, data);
  add_revocation_events(bound, data);
  // At the door nothing was judged, so that there is no story to keep.
  if (strangers && run.refused) return;
  if (bound.error) bound.error = with_word(*bound.error, attempt.word);
  bound.attempt = std::move(attempt);
}

}  // namespace pkit
