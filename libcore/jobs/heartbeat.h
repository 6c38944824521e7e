// Who is at a job for long says so again and again, so that nobody else takes it for left.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "jobs/lease.h"

namespace pkit::jobs {

/// While it lives, a thread with a connection of its own makes the lease longer when half of it is over (renew()). What
/// is in the way of that, a state that is busy or away, it tries again; a job that is another's by now it lets be.
class Heartbeat {
 public:
  static constexpr Duration kUsual = 60'000;  // much less than half a lease

  /// `session` outlives it. It looks every `every` milliseconds of the real clock.
  Heartbeat(const Session& session, RunningJob running, Duration every = kUsual);
  ~Heartbeat();
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;

  /// The last look is over: the job as it is by now, to be settled.
  RunningJob end();

 private:
  void beat(Duration every);
  /// False where there is no more to be done for it.
  bool renewed();

  const Session& session_;
  RunningJob running_;  // the thread's, until it has ended
  std::mutex mutex_;
  std::condition_variable woken_;
  bool over_ = false;
  std::thread thread_;
};

}  // namespace pkit::jobs
