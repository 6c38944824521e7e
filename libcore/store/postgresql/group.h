// The parts of one transaction in a few round trips, however many there are.
#pragma once

#include <functional>
#include <span>

#include "store/postgresql/connection.h"

namespace pkit::store::postgresql {

/// Runs them in the transaction that has begun, one after the other, and commits nothing. First each runs for itself
/// and as far as it gets, to find what it asks; what all of them ask next is asked together. Then they run with these
/// answers, and what they say is sent without waiting: questions again, each in its place, and changes, which are taken
/// to change one row. True where the server has then answered all of it as it was taken to. False, or an error, where
/// it has not: the transaction is to be rolled back, and the parts are to run with an answer at a time.
///
/// A part is never told what was not so for it alone when the transaction began, and of what it has written itself it
/// is told by the server.
bool run_foretold(ServerConnection& connection, std::span<const std::function<void(Write&)>> parts);

}  // namespace pkit::store::postgresql
