// A gate's reply: the envelope with the exit, the request's id, and the certificates above the one that was issued.
#pragma once

#include <string>

#include "home/operation.h"

namespace pkit {

/// One line. `operation` is null where the request named none of the gate's. What a caller must not see is left out:
/// all of `data` that the operation's row does not list, and what is wrong on the CA's side, of which the code alone is
/// told.
std::string gate_reply(const Operation* operation, const std::string& request_id, const Outcome& outcome);

/// The outcome behind a reply to the request of this operation and id. One without error tells that it was granted; its
/// certificate and chain are read and not judged. Error{input "gate.reply"} where it is none, and as JSON and PEM have
/// them.
Outcome parse_gate_reply(const std::string& text, const Operation& operation, const std::string& request_id);

}  // namespace pkit
