// Which file systems can hold a database: those whose locks and shared memory this machine's kernel keeps alone.
#pragma once

#include <string>
#include <string_view>

#include "base/file.h"

namespace pkit::store {

/// The name of the network or cluster file system with this statfs f_type; empty for all others.
std::string_view network_file_system(unsigned long type);
/// The same where only the mount tells: the type in /proc/self/mountinfo ("fuse.sshfs") of a FUSE mount. FUSE hides
/// what is behind it, so only block devices and container overlays pass.
bool local_fuse(std::string_view mount_type);
/// The type of the mount `device` ("8:1") in the text of a mountinfo(5) file; empty where it is not listed.
std::string mount_type(std::string_view mountinfo, std::string_view device);

/// Throws Error{state "store.network"} where `directory` lies on such a file system.
void refuse_network_file_system(const Path& directory);

}  // namespace pkit::store
