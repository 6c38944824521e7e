// Does the process that holds a lease still live? By /proc, on this host.
#pragma once

#include <sys/types.h>

#include <string>

namespace pkit {

/// "BOOT-ID PID STARTTIME": names one process for good.
std::string process_identity(pid_t pid);
/// False where it has ended, or the host was started anew since.
bool process_lives(const std::string& identity);

}  // namespace pkit
