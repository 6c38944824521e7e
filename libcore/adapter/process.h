// One child process: input in, output out, under limits, with every descendant dead when it is over.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "base/world.h"

namespace pkit::adapter {

struct ProcessLimits {
  Duration time = 10'000;              // ms, real clock, for the whole call
  std::size_t output = 1 << 20;        // stdout: beyond it is a failure
  std::size_t error_output = 4 << 10;  // stderr: kept up to this, the rest read and dropped
};

struct ProcessResult {
  enum class End { exited, signalled, timed_out, output_too_large, not_started };
  End end = End::not_started;
  int status = 0;  // exit status or signal number, errno for not_started
  std::string output;
  std::string errors;  // control characters escaped
  Duration took = 0;
};

/// "ended with 1", "did not end within 60 s": how it ended, in words for whoever started it.
std::string end_of(const ProcessResult& result, const ProcessLimits& limits);

/// Runs `program` (absolute path) with `arguments`, no shell, environment {PATH=/usr/bin:/bin, LANG=C.UTF-8}, working
/// directory `directory`, fds 0-2 only, own session. Writes `input` to stdin (a child that closes it early is no
/// failure by that alone), reads stdout to the output limit or the deadline and never to EOF alone: when the child has
/// exited and its pipe is drained, what a grandchild still holds open is not waited for. Then kills every descendant:
/// pkit is subreaper, so a setsid double fork is found (by /proc) and killed, and reaped. Throws nothing for what the
/// child does. Signals that interrupt are retried.
/// `environment` has further variables, "NAME=value".
ProcessResult run_process(const Path& program, const std::vector<std::string>& arguments, const Path& directory,
                          std::string_view input, const ProcessLimits& limits, const World& world,
                          const std::vector<std::string>& environment = {});

}  // namespace pkit::adapter
