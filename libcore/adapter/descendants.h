// The processes that one call starts, however they detach themselves: found, killed and reaped.
#pragma once

#include <sys/types.h>

#include <vector>

namespace pkit::adapter {

/// While it lives, orphaned descendants fall to this process (PR_SET_CHILD_SUBREAPER), so that a double fork after
/// setsid stays within reach. Children that were there before are not touched. One at a time in a process: a second one
/// would count the first one's children as there before, and the first one the second's as its own.
class Descendants {
 public:
  Descendants();
  ~Descendants();
  Descendants(const Descendants&) = delete;
  Descendants& operator=(const Descendants&) = delete;

  /// Kills and reaps every child that came since, then those that fall to us by that, until none is left. Gives up on
  /// what the kernel does not let us kill (a setuid program) after about two seconds.
  void end();

 private:
  std::vector<pid_t> ours() const;

  int was_subreaper_ = 0;
  std::vector<pid_t> before_;  // sorted
};

}  // namespace pkit::adapter
