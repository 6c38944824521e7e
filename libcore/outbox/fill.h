// The outbox is filled from the history: each event is looked at once, and what alerts want of it is put there, and
// whatever else follows a commit.
#pragma once

#include <string>

#include "home/session.h"
#include "setup/setup.h"

namespace pkit {

/// The target of what asks for the metadata of a certificate: this and ADAPTER.PROCEDURE (B8).
inline constexpr std::string_view kGenerates = "metadata:";

/// What happened longer ago is no news: nothing of it is told.
inline constexpr Duration kNews = 30LL * 24 * 3600 * 1000;

void fill_outbox(Session& session, const Setup& setup, Time now);

}  // namespace pkit
