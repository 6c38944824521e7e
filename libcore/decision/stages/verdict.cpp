#include "decision/verdict.h"

#include "decision/reading.h"
#include "decision/stages/parameter.h"

namespace pkit {

namespace {

using Answer = Verdict::Answer;

/// A Deny that takes effect on, or ClientParameters returned to, an orchestrator with a valid certificate needs a fresh
/// proof of its key: its claim alone could be a stranger's.
bool needs_proof(const Intake& intake, const Caller& caller, const Reading& reading, const handler::Outputs& outputs) {
  if (!intake.door->registers || !caller.only_claimed(intake)) return false;
  const bool returns = outputs.client_parameters && !outputs.client_parameters->members().empty();
  return reading.answer == Answer::denied || (reading.answer == Answer::allowed && returns);
}

}  // namespace

Verdict judge(const ReadSession& session, const Setup& setup, const Intake& intake, const Caller& caller,
              const Common& common) {
  Verdict verdict;
  verdict.parameter_ = handler_parameter(session, intake, caller);
  const handler::ChainCall call{setup.chain_for(intake.judged_by()), intake.door->operation, &verdict.parameter_,
                                common.request_id, common.dry_run};
  handler::Decision decision = handler::run_chain(
      call, setup.adapters, adapter::ask_programs(session.home.directory, session.world), session.world);
  Reading reading =
      read_decision(setup, {*intake.door, session.actor, intake.judged_by()}, verdict.parameter_, decision);
  if (reading.answer == Answer::denied && !intake.override_deny.empty()) {
    reading = {Answer::allowed, "manual:" + session.actor,
               "the denial by " + reading.by + " was overridden: " + intake.override_deny};
    verdict.overridden_ = true;
  }
  if (needs_proof(intake, caller, reading, decision.outputs)) reading.answer = Answer::unproven;
  verdict.answer_ = reading.answer;
  verdict.chain_result_ = decision.result;
  verdict.by_ = std::move(reading.by);
  verdict.message_ = std::move(reading.message);
  if (decision.result == handler::Result::allow) verdict.outputs_ = std::move(decision.outputs);
  verdict.steps_ = std::move(decision.steps);
  verdict.csr_sha256_ = intake.csr_sha256();
  return verdict;
}

Verdict unasked(const ReadSession& session, const Intake& intake, const Caller& caller, std::string why) {
  Verdict verdict;
  verdict.parameter_ = handler_parameter(session, intake, caller);
  verdict.answer_ = Answer::deferred;
  verdict.asked_ = false;
  verdict.chain_result_ = handler::Result::defer;
  verdict.message_ = std::move(why);
  verdict.csr_sha256_ = intake.csr_sha256();
  return verdict;
}

}  // namespace pkit
