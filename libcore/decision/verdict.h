// Verdict: what the chain, or the operator, or the operation's default decided.
#pragma once

#include <string>
#include <vector>

#include "decision/caller.h"
#include "decision/decision_answer.h"
#include "handler/chain.h"
#include "setup/setup.h"

namespace pkit {

class Verdict {
 public:
  using Answer = DecisionAnswer;

  Answer answer() const { return answer_; }
  bool allows() const { return answer_ == Answer::allowed; }
  /// "handler:NAME", "manual:uid:N", "default", or empty where all deferred.
  const std::string& by() const { return by_; }
  const std::string& message() const { return message_; }
  /// Only what an Allow carries (A10).
  const handler::Outputs& outputs() const { return outputs_; }
  const std::vector<handler::Step>& steps() const { return steps_; }
  const Value& parameter() const { return parameter_; }
  Value take_parameter() { return std::move(parameter_); }
  /// The operator overrode a handler's Deny.
  bool overridden() const { return overridden_; }
  const Bytes& csr_sha256() const { return csr_sha256_; }
  /// False: no handler was asked, for the reason that message() is.
  bool asked() const { return asked_; }
  /// The chain's own result, whatever became of it.
  handler::Result chain_result() const { return chain_result_; }

 private:
  friend Verdict unasked(const ReadSession&, const Intake&, const Caller&, std::string);
  friend Verdict judge(const ReadSession&, const Setup&, const Intake&, const Caller&, const Common&);
  Answer answer_ = Answer::failed;
  std::string by_, message_;
  handler::Outputs outputs_;
  std::vector<handler::Step> steps_;
  Value parameter_;
  bool overridden_ = false;
  Bytes csr_sha256_;
  bool asked_ = true;
  handler::Result chain_result_ = handler::Result::failed;
};

/// Runs the chain of intake.operation (A5 to A10) and reads its result for this entry: all deferred waits at register,
/// is the operator's yes at approve, and the operation's default elsewhere.
Verdict judge(const ReadSession& session, const Setup& setup, const Intake& intake, const Caller& caller,
              const Common& common);

/// No handler was asked, for this reason: it waits (A3, A-edge-5).
Verdict unasked(const ReadSession& session, const Intake& intake, const Caller& caller, std::string why);

}  // namespace pkit
