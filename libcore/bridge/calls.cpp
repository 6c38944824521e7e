#include "bridge/calls.h"

namespace pkit::bridge {

namespace {

/// What the process did is told; how its answer failed to be JSON would quote it.
std::string failure_of(const adapter::Answer& answer) {
  constexpr const char* kNoJson = "answer is not JSON";
  return answer.failure.starts_with(kNoJson) ? kNoJson : answer.failure;
}

}  // namespace

Value Calls::call(realm::Procedure procedure, const Value& parameter, const std::string& request_id, int attempt) {
  const std::string& id = request_id.empty() ? request_id_ : request_id;
  if (procedure != realm::Procedure::init) ask(*realm_.find(realm::Procedure::init), realm_.parameters, id, attempt);
  return ask(*realm_.find(procedure), parameter, id, attempt);
}

Value Calls::call_source(const realm::Target& target, const Value& parameter) {
  return ask(target, parameter, request_id_, 1);
}

Value Calls::ask(const realm::Target& target, const Value& parameter, const std::string& request_id, int attempt) {
  const auto adapter = adapters_.find(target.adapter);
  if (adapter == adapters_.end())
    throw Error(Kind::config, "realm.procedure", "pkit.yaml has no adapter '" + target.adapter + "'");
  if (dry_run_ && !adapter->second.dry_run)
    throw Error(
        Kind::config, "realm.dry_run",
        target.text() + " is not called in a dry run: adapter " + target.adapter + " does not say dry_run: true");
  const adapter::Answer answer = ask_(adapter->second, {.procedure = target.procedure,
                                                        .parameter = parameter,
                                                        .request_id = request_id,
                                                        .attempt = attempt,
                                                        .dry_run = dry_run_});
  const std::string failure = answer.ok ? std::string() : failure_of(answer);
  told_.push(Value::map(
      {{"procedure", target.text()}, {"result", failure.empty() ? "answered" : failure}, {"tookMs", answer.took}}));
  if (!failure.empty()) refuse(target, failure);
  return answer.value;
}

void Calls::refuse(const realm::Target& target, const std::string& failure) {
  throw Error(Kind::config, "realm.procedure", "realm " + realm_.name + ", " + target.text() + ": " + failure,
              "pkit realm call shows what it is sent and answers");
}

void Calls::refuse(realm::Procedure procedure, const std::string& failure) { refuse(*realm_.find(procedure), failure); }

}  // namespace pkit::bridge
