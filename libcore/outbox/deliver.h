// events deliver: each event that an alert wants is told to its adapter, at least once, in order for each subject.
#pragma once

#include "home/operation.h"

namespace pkit {

/// What they answer.
namespace shape {
extern const Shape delivered_events;
}

struct DeliverRequest {
  bool retry_dead = false;  // those that were given up wait again
};
/// Fills the outbox with what happened since, then calls until nothing is due. A call that fails is tried again, later
/// each time, and is dead after the last try: an event tells so. The adapter gets {sequence, time, actor, kind,
/// subject, data}, and as requestId a key that is the same at each try. data: {delivered, failed, dead, waiting,
/// failures:[{event, target, subject, state, tries, reason}]}. Error{config "delivery.failed"} where a call failed or
/// is dead. The listener is told of every call.
Outcome deliver_events(Session& session, const DeliverRequest& request, const Listener& listener);
extern const Operation kDeliverEvents;

}  // namespace pkit
