// The record of a run: its trace, stored as one row, and the events that name the trace's SHA-256.
#pragma once

#include "decision/plan.h"

namespace pkit {

/// Every stage and handler with verdict, reason and duration; the handler parameter as sent, answers as received, every
/// path that rules read; never secrets. The parameter is taken out of the run.
Value trace_of(const ReadSession& session, const Setup& setup, Run& run, const Bound& bound);
/// Adds attempt and events to what is bound; an error without a hint gets the trace's word as one.
void record(const ReadSession& session, Bound& bound, const Run& run, const Value& trace);

}  // namespace pkit
