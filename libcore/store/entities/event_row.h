// A row of the table of events, for the two files that read it.
#pragma once

#include "store/events.h"

#define EVENT "SELECT sequence, time, actor, kind, subject, data, data_hash, previous, hash FROM events"

namespace pkit::store::events {

/// All events in their order.
extern const char* const kEvents;

Event event_from(const Row& row);

Bytes data_hash(BytesView data);

}  // namespace pkit::store::events
