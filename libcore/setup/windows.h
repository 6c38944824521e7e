// Windows of the week in which an alert may act: "sat 02:00-05:00", UTC.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"

namespace pkit {

/// Minutes of the week from Monday 00:00 UTC on: [from, to). What goes over midnight of Sunday is two.
struct Window {
  int from = 0, to = 0;
};
using Windows = std::vector<Window>;

/// "DAYS HH:MM-HH:MM", DAYS one of mon ... sun, "mon-fri", or "daily"; a later end that is before its begin is on the
/// next day. Nothing where it is none.
std::optional<Windows> read_window(const std::string& text);

/// Is it in one of them? Without any it always is.
bool is_open(const Windows& windows, Time now);
/// When the next one begins, at or after `now`; `now` itself where one is open.
Time next_opening(const Windows& windows, Time now);
/// The longest time in which none is open; 0 without any.
Duration longest_closed(const Windows& windows);
/// How long the shortest one is, those that touch taken together; a week without any.
Duration shortest_open(const Windows& windows);

}  // namespace pkit
