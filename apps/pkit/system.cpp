#include "pkit/system.h"

#include <grp.h>
#include <pwd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "base/error.h"

namespace pkit::app {

namespace {

constexpr std::string_view kVariables[] = {"PKIT_HOME", "XDG_DATA_HOME", "HOME", "SUDO_UID", "CREDENTIALS_DIRECTORY"};

}  // namespace

std::optional<std::string> environment(const char* name) {
  if (std::find(std::begin(kVariables), std::end(kVariables), name) == std::end(kVariables))
    throw Error(Kind::internal, "internal", std::string("the environment variable ") + name + " is not one of pkit's");
  const char* value = std::getenv(name);
  if (!value || !*value) return std::nullopt;
  return value;
}

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || !name[0]) return "localhost";
  return name.data();
}

std::vector<std::string> groups_of(uid_t uid) {
  const passwd* user = ::getpwuid(uid);
  if (!user) return {};
  int count = 64;
  std::vector<gid_t> ids(static_cast<std::size_t>(count));
  if (::getgrouplist(user->pw_name, user->pw_gid, ids.data(), &count) < 0) {
    ids.resize(static_cast<std::size_t>(count));  // the call has told how many there are
    if (::getgrouplist(user->pw_name, user->pw_gid, ids.data(), &count) < 0) return {};
  }
  ids.resize(static_cast<std::size_t>(count));
  std::vector<std::string> names;
  for (gid_t id : ids)
    if (const group* found = ::getgrgid(id)) names.emplace_back(found->gr_name);
  return names;
}

}  // namespace pkit::app
