// A bound on what waits of one name, so that nobody can fill a name that is not theirs.
#pragma once

#include "decision/bind.h"
#include "decision/plan.h"

namespace pkit {

/// Where a new registration that came through the gate without a proof would wait as one more than `most` of its name,
/// the oldest of the caller with the most of them (the newcomer's own counts) is closed with it. Proven ones and an
/// operator's neither count nor give way.
void make_room(Bound& bound, const Run& run, std::int64_t most);

}  // namespace pkit
