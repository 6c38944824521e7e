// events scan: what nears its end is an event, once for each level: certificates, CAs and CRLs.
#pragma once

#include "home/operation.h"

namespace pkit {

/// What they answer.
namespace shape {
extern const Shape scanned_events;
}

struct ScanRequest {};
/// Levels are 30 and 15 days, what alerts name, and the end (C17, X11). Of what was replaced or revoked nothing is
/// told. What is past several levels is told of the nearest alone. data: {events: [{kind, subject, before, notAfter,
/// ...}]}.
Outcome scan_events(Session& session, const ScanRequest& request);
extern const Operation kScanEvents;

}  // namespace pkit
