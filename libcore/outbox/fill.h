// The outbox is filled from the history: each event is looked at once, and what alerts want of it is put there.
#pragma once

#include <vector>

#include "home/session.h"
#include "setup/alerts.h"

namespace pkit {

/// What happened over thirty days before `now` is no news: of that nothing is told.
void fill_outbox(Session& session, const std::vector<Alert>& alerts, Time now);

}  // namespace pkit
