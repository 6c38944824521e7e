// A row of the table of events, for the two files that read it. What its data hash to, and the hash of the event before
// it, are columns of events that an older pkit appended, or whose data were blanked; else they are empty, because the
// data and the row before it tell them.
#pragma once

#include "store/events.h"

#define EVENT "SELECT sequence, time, actor, kind, subject, data, data_hash, previous, hash FROM events"

namespace pkit::store::events {

/// What the first event follows.
inline Bytes beginning() { return Bytes(32, 0); }

/// All events in their order.
extern const char* const kEvents;

Event event_from(const Row& row);

Bytes data_hash(BytesView data);

}  // namespace pkit::store::events
