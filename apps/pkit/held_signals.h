// Signals that ask for an end wait while a batch works, and take their course when it has put everything away.
#pragma once

#include <csignal>

namespace pkit::app {

class HeldSignals {
 public:
  HeldSignals() = default;
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  /// Lets go: one that has come ends the process now, as it would have ended it before.
  ~HeldSignals();

  /// From now on SIGINT, SIGTERM and SIGHUP wait, in this thread and those that it starts.
  void hold();
  /// Has one come?
  bool arrived() const;

 private:
  bool held_ = false;
  sigset_t before_{};
};

}  // namespace pkit::app
