#include "pkit/held_signals.h"

namespace pkit::app {

namespace {

constexpr int kEnding[] = {SIGINT, SIGTERM, SIGHUP};

}  // namespace

HeldSignals::~HeldSignals() {
  if (held_) pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void HeldSignals::hold() {
  if (held_) return;
  sigset_t ending;
  sigemptyset(&ending);
  for (int signal : kEnding) sigaddset(&ending, signal);
  held_ = pthread_sigmask(SIG_BLOCK, &ending, &before_) == 0;
}

bool HeldSignals::arrived() const {
  sigset_t waiting;
  if (!held_ || sigpending(&waiting) != 0) return false;
  for (int signal : kEnding)
    if (sigismember(&waiting, signal) == 1 && sigismember(&before_, signal) == 0) return true;
  return false;
}

}  // namespace pkit::app
