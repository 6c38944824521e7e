#include "jobs/heartbeat.h"

#include <chrono>

namespace pkit::jobs {

Heartbeat::Heartbeat(const Session& session, RunningJob running, Duration every)
    : session_(session), running_(std::move(running)), thread_([this, every] { beat(every); }) {}

Heartbeat::~Heartbeat() { end(); }

RunningJob Heartbeat::end() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    over_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
  return running_;
}

void Heartbeat::beat(Duration every) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!woken_.wait_for(lock, std::chrono::milliseconds(every), [this] { return over_; })) {
    lock.unlock();
    const bool ours = renewed();
    lock.lock();
    if (!ours) return;
  }
}

/// Most jobs are over before the first look: nothing is opened for them.
bool Heartbeat::renewed() {
  try {
    if (running_.job.lease_until - session_.world.now() >= kLease / 2) return true;
    const std::unique_ptr<store::Database> database = open_database(session_.home, session_.world);
    Session own(session_, *database);
    return renew(own, running_);
  } catch (const std::exception&) {
    return true;  // at the next look; and if the lease ends before, settle() says so
  }
}

}  // namespace pkit::jobs
