// Who holds a lease, and whether that process is gone: by /proc, on this host.
#pragma once

#include <sys/types.h>

#include <string>

namespace pkit {

/// "BOOT-ID PID STARTTIME NAMESPACE": names one process for good. The namespace is that of the process ids.
std::string process_identity(pid_t pid);
/// Whether it is known to have ended. Only a process of this host, this boot and these process ids can be asked for: of
/// another host's, another container's, or one from before this host was started anew it is not known, so that its
/// lease ends by time alone.
bool process_ended(const std::string& identity);

/// As this host calls itself; "localhost" where it does not.
std::string host_name();

}  // namespace pkit
