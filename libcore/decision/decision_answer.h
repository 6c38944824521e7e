// The answers of a decision.
#pragma once

namespace pkit {

enum class DecisionAnswer {
  allowed,
  denied,
  deferred,  // register only: it waits, or nothing changes
  failed,    // a handler failed and its on_error is stop: never an allow
  unproven,  // the decision would need a proof that the caller did not give
};
const char* answer_word(DecisionAnswer answer);

}  // namespace pkit
