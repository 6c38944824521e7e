// Talking to a program over its pipes: what it is told, what it says, under a deadline and limits.
#pragma once

#include <string>
#include <string_view>

#include "base/file.h"
#include "base/world.h"

namespace pkit::adapter {

/// Our ends of a program's stdin, stdout and stderr. One that is not there is not talked to.
struct Pipes {
  Fd input, output, errors;
};

/// What came from a pipe, up to a limit.
struct Sink {
  std::size_t limit;
  std::string kept = {};
  bool overflowed = false;
  int error = 0;  // errno where the pipe cannot be read

  void take(std::string_view piece);
};

enum class Ended { by_itself, by_deadline, by_overflow };

/// Writes `input`, which a program may leave unread, and reads what it says, until `exit` is readable (open_pidfd):
/// then what is in its pipes is read and no more, for a grandchild may hold them open. Without `exit` until it has
/// closed its output. Not beyond `until`, nor the limit of `output`; what is too much of `errors` is dropped. Pipes are
/// closed when they are done. Signals that interrupt are retried; SIGPIPE is ignored by whoever calls.
Ended converse(Pipes& pipes, const Fd& exit, std::string_view input, Sink& output, Sink& errors, const World& world,
               Duration until);

}  // namespace pkit::adapter
