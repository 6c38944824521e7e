// The shapes of what users read: JSON Schemas are written from them, and a test holds what is printed against those.
// What several operations tell of is here; what one alone tells of stands in its room. A view of views.h has the shape
// of its name.
#pragma once

#include "base/table.h"

namespace pkit::shape {

extern const Shape time, hex, base64, serial, sha256, agent_id, registration_id, orchestrator_id, certificate_id, pem;
extern const Shape orchestrator_state, registration_state, certificate_state;
extern const Shape texts, text_map;
extern const Shape key, csr, csr_or_null, fault, faults, difference, differences;
extern const Shape orchestrator, registration, contents, certificate, order, delivery;

/// An orchestrator with what it has: members beside its own.
extern const Shape orchestrator_with_things;

/// What a dry run tells, the record of a decision, and that of one which `explain` tells.
extern const Shape would, trace, attempt;
/// What an operation that decides answers: `decision` of one thing at a time, `batch_decision` of many too,
/// `issue_decision` of a new key too; deny and revoke, which issue nothing.
extern const Shape decision, batch_decision, issue_decision, denial, revocation;

}  // namespace pkit::shape
