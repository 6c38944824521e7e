// What the history tells of a registration binds its row: who acts on it later acts on what was registered.
#pragma once

#include "home/session.h"
#include "store/registrations.h"

namespace pkit {

/// The data of an event about the registration, with the digest of its row as it is written.
Value telling(Value data, const store::Registration& registration);
/// The same of one that is moved beside the subject: its row is read, and told of as the mark leaves it.
Value telling(const ReadSession& session, Value data, const store::RegistrationMark& moved);

/// Error{state "registration.changed"} where the row is not what its last event tells. One that was written before
/// events told so is taken as it is.
void require_as_told(const ReadSession& session, const store::Registration& registration);

}  // namespace pkit
