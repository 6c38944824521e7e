// What pkit reads of the process around it: a few environment variables, the host's name, the user's groups.
#pragma once

#include <unistd.h>

#include <optional>
#include <string>
#include <vector>

namespace pkit::app {

/// PKIT_HOME, XDG_DATA_HOME, HOME, SUDO_UID and CREDENTIALS_DIRECTORY; no other variable means anything to pkit.
/// Nothing where it is unset or empty.
std::optional<std::string> environment(const char* name);

/// The user's name; empty where `uid` is no number of a user.
std::string user_name(const std::string& uid);
/// The home directory that the user database has for `uid`; nothing where it has none.
std::optional<std::string> home_directory(uid_t uid);

/// Takes away what would tell libraries otherwise than the user `uid` has it, where somebody else set it: the variables
/// of libpq and of libcrypto; HOME is that user's.
void forget_environment(uid_t uid);

/// Names of the groups that this process has, the primary one first, as the kernel tells them: who is in which group is
/// not asked of every module that the host's user database has. A group without a name is left out.
std::vector<std::string> own_groups();
/// The groups that the user database has for a user of that name; none where there is no such user.
std::vector<std::string> groups_of(const std::string& name);

}  // namespace pkit::app
