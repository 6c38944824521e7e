#include "home/session.h"

#include "store/meta.h"

namespace pkit {

namespace {

void require_forward(const store::Meta& meta, Time now, bool accepted) {
  if (meta.test_clock || accepted || now >= meta.highest_time - kClockTolerance) return;
  throw Error(
      Kind::state, "clock.behind",
      "the clock says " + print_time(now) + ", but the state has seen " + print_time(meta.highest_time),
      "set the clock, or accept this one with --accept-clock; where the state has seen a clock that was ahead: pkit "
      "doctor --repair --reset-clock");
}

}  // namespace

Time operation_time(const ReadSession& session, bool changes) {
  store::Meta meta;
  session.state.read([&](store::Read& read) { meta = store::meta::get(read); });
  if (session.now) {
    if (changes && !meta.test_clock)
      throw Error(Kind::usage, "clock.now", "--now cannot be used by a command that changes the state",
                  "add --dry-run, or use a home made by pkit init --test-clock");
    return *session.now;
  }
  const Time now = session.world.now();
  if (changes) require_forward(meta, now, session.accept_clock);
  return now;
}

}  // namespace pkit
