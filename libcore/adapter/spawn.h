// Starting one program with three pipes and nothing else of ours.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "adapter/converse.h"
#include "base/file.h"

namespace pkit::adapter {

/// A started program and our ends of its pipes (not blocking). `error` is an errno where it could
/// not be started; then there is no process.
struct Child {
  pid_t pid = -1;
  Pipes pipes;
  int error = 0;
};

/// Own session, default signals, fds 0-2 only, no core file, environment {PATH, LANG} and what is given ("NAME=value");
/// dies with the calling thread.
Child spawn(const Path& program, const std::vector<std::string>& arguments, const Path& directory,
            const std::vector<std::string>& environment = {});

/// Readable once the process has ended; nothing, with errno, where it cannot be had.
Fd open_pidfd(pid_t pid);

}  // namespace pkit::adapter
