// Threads that work on things in any order, which are taken back in the order in which they were given.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace pkit {

template <class Thing>
class OrderedPool {
 public:
  using Work = std::function<void(Thing&)>;
  using Things = std::vector<std::unique_ptr<Thing>>;

  /// One thread for each of `workers`, which must not throw.
  explicit OrderedPool(std::vector<Work> workers) : workers_(std::move(workers)) {
    for (const Work& work : workers_) {
      try {
        threads_.emplace_back([this, &work] { run(work); });
      } catch (const std::system_error&) {
        if (threads_.empty()) throw;  // else fewer do it
      }
    }
  }

  /// Waits for what is being worked on.
  ~OrderedPool() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    to_do_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  /// How many were given and not taken back.
  std::size_t pending() {
    const std::lock_guard lock(mutex_);
    return slots_.size();
  }

  void give(std::unique_ptr<Thing> thing) {
    {
      const std::lock_guard lock(mutex_);
      slots_.push_back({std::move(thing), false});
    }
    to_do_.notify_one();
  }

  /// The first that were given: `most` of them, or all there are, or fewer where the rest takes longer than a moment;
  /// one at least. Empty where none is pending.
  Things take(std::size_t most) {
    Things taken;
    std::unique_lock lock(mutex_);
    if (slots_.empty()) return taken;
    wanted_ = std::min(most, slots_.size());
    if (!done_.wait_for(lock, kMoment, [&] { return enough(); })) wanted_ = 1;
    done_.wait(lock, [&] { return enough(); });
    for (std::size_t n = std::min(most, finished_in_front()); n > 0; --n) {
      taken.push_back(std::move(slots_.front().thing));
      slots_.pop_front();
      --begun_;
    }
    return taken;
  }

  /// Forgets what no thread has begun.
  void drop_waiting() {
    const std::lock_guard lock(mutex_);
    slots_.resize(begun_);
  }

 private:
  struct Slot {
    std::unique_ptr<Thing> thing;
    bool finished = false;
  };

  static constexpr std::chrono::milliseconds kMoment{100};

  void run(const Work& work) {
    while (Slot* slot = begin_one()) {
      work(*slot->thing);
      const std::lock_guard lock(mutex_);
      slot->finished = true;
      if (enough()) done_.notify_one();
    }
  }

  /// Stays where it is until it is taken: a deque that grows and shrinks at its ends moves nothing.
  Slot* begin_one() {
    std::unique_lock lock(mutex_);
    to_do_.wait(lock, [&] { return ending_ || begun_ < slots_.size(); });
    return ending_ ? nullptr : &slots_[begun_++];
  }

  std::size_t finished_in_front() const {
    std::size_t count = 0;
    while (count < begun_ && slots_[count].finished) ++count;
    return count;
  }
  bool enough() const { return wanted_ > 0 && finished_in_front() >= wanted_; }

  const std::vector<Work> workers_;
  std::mutex mutex_;  // of what follows
  std::condition_variable to_do_, done_;
  std::deque<Slot> slots_;
  std::size_t begun_ = 0;   // of slots_, from the front
  std::size_t wanted_ = 0;  // finished ones, by take()
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace pkit
