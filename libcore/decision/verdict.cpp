#include "decision/verdict.h"

#include "decision/parameter.h"

namespace pkit {

namespace {

using Answer = Verdict::Answer;

struct Reading {
  Answer answer;
  std::string by, message;
};

Reading all_deferred(const ReadSession& session, const Setup& setup, const Intake& intake) {
  if (intake.door->deferred == Door::Deferred::is_yes)
    return {Answer::allowed, "manual:" + session.actor, "approved by the operator"};
  if (intake.door->deferred == Door::Deferred::waits) return {Answer::deferred, "", "no handler decided"};
  if (setup.default_allow(intake.door->judged_by()))
    return {Answer::allowed, "default", "no handler decided; the default is allow"};
  return {Answer::denied, "default", "no handler decided; the default is deny"};
}

Reading read_decision(const ReadSession& session, const Setup& setup, const Intake& intake,
                      const handler::Decision& decision) {
  switch (decision.result) {
    case handler::Result::allow:
      return {Answer::allowed, decision.by, decision.message};
    case handler::Result::deny:
      return {Answer::denied, decision.by, decision.message};
    case handler::Result::failed:
      return {Answer::failed, decision.by, decision.message};
    case handler::Result::defer:
      break;
  }
  return all_deferred(session, setup, intake);
}

/// A Deny that takes effect on, or ClientParameters returned to, an orchestrator with a valid certificate needs a fresh
/// proof of its key: its claim alone could be a stranger's.
bool needs_proof(const Intake& intake, const Caller& caller, const Reading& reading, const handler::Outputs& outputs) {
  if (!intake.door->registers || !caller.only_claimed(intake)) return false;
  const bool returns = outputs.client_parameters && !outputs.client_parameters->members().empty();
  return reading.answer == Answer::denied || (reading.answer == Answer::allowed && returns);
}

}  // namespace

const char* answer_word(Answer answer) {
  constexpr const char* words[] = {"allowed", "denied", "deferred", "failed", "unproven"};
  return words[static_cast<int>(answer)];
}

Verdict judge(const ReadSession& session, const Setup& setup, const Intake& intake, const Caller& caller,
              const Common& common) {
  Verdict verdict;
  verdict.parameter_ = handler_parameter(session, intake, caller);
  const handler::ChainCall call{setup.chain_for(intake.door->judged_by()), intake.door->operation, &verdict.parameter_,
                                common.request_id, common.dry_run};
  handler::Decision decision = handler::run_chain(call, setup.adapters, session.home.directory, session.world);
  Reading reading = read_decision(session, setup, intake, decision);
  if (reading.answer == Answer::denied && !intake.override_deny.empty()) {
    reading = {Answer::allowed, "manual:" + session.actor,
               "the denial by " + reading.by + " was overridden: " + intake.override_deny};
    verdict.overridden_ = true;
  }
  if (needs_proof(intake, caller, reading, decision.outputs)) reading.answer = Answer::unproven;
  verdict.answer_ = reading.answer;
  verdict.by_ = std::move(reading.by);
  verdict.message_ = std::move(reading.message);
  if (decision.result == handler::Result::allow) verdict.outputs_ = std::move(decision.outputs);
  verdict.steps_ = std::move(decision.steps);
  verdict.csr_sha256_ = intake.csr_sha256();
  return verdict;
}

}  // namespace pkit
