// Verdict: what the chain, or the operator, or the operation's default decided.
#pragma once

#include <string>
#include <vector>

#include "decision/caller.h"
#include "handler/chain.h"
#include "setup/setup.h"

namespace pkit {

class Verdict {
 public:
  enum class Answer {
    allowed,
    denied,
    deferred,  // register only: it waits, or nothing changes
    failed,    // a handler failed and its on_error is stop: never an allow
    unproven,  // the decision would need a proof that the caller did not give
  };

  Answer answer() const { return answer_; }
  bool allows() const { return answer_ == Answer::allowed; }
  /// "handler:NAME", "manual:uid:N", "default", or empty where all deferred.
  const std::string& by() const { return by_; }
  const std::string& message() const { return message_; }
  /// Only what an Allow carries (A10).
  const handler::Outputs& outputs() const { return outputs_; }
  const std::vector<handler::Step>& steps() const { return steps_; }
  const Value& parameter() const { return parameter_; }
  /// The operator overrode a handler's Deny.
  bool overridden() const { return overridden_; }
  const Bytes& csr_sha256() const { return csr_sha256_; }

 private:
  friend Verdict judge(const ReadSession&, const Setup&, const Intake&, const Caller&, const Common&);
  Answer answer_ = Answer::failed;
  std::string by_, message_;
  handler::Outputs outputs_;
  std::vector<handler::Step> steps_;
  Value parameter_;
  bool overridden_ = false;
  Bytes csr_sha256_;
};

const char* answer_word(Verdict::Answer answer);

/// Runs the chain of intake.operation (A5 to A10) and reads its result for this entry: all deferred waits at register,
/// is the operator's yes at approve, and the operation's default elsewhere.
Verdict judge(const ReadSession& session, const Setup& setup, const Intake& intake, const Caller& caller,
              const Common& common);

}  // namespace pkit
