#include "pkit/system.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "base/error.h"

namespace pkit::app {

namespace {

constexpr std::string_view kVariables[] = {"PKIT_HOME", "XDG_DATA_HOME", "HOME", "SUDO_UID", "CREDENTIALS_DIRECTORY"};

std::vector<std::string> names_of(const std::vector<gid_t>& ids) {
  std::vector<std::string> names;
  for (gid_t id : ids)
    if (const group* found = ::getgrgid(id)) names.emplace_back(found->gr_name);
  return names;
}

}  // namespace

std::optional<std::string> environment(const char* name) {
  if (std::find(std::begin(kVariables), std::end(kVariables), name) == std::end(kVariables))
    throw Error(Kind::internal, "internal", std::string("the environment variable ") + name + " is not one of pkit's");
  const char* value = std::getenv(name);
  if (!value || !*value) return std::nullopt;
  return value;
}

std::string user_name(const std::string& uid) {
  uid_t number = 0;
  const auto [end, error] = std::from_chars(uid.data(), uid.data() + uid.size(), number);
  if (error != std::errc{} || end != uid.data() + uid.size()) return {};
  const passwd* user = ::getpwuid(number);
  return user ? user->pw_name : "";
}

std::optional<std::string> home_directory(uid_t uid) {
  const passwd* user = ::getpwuid(uid);
  if (!user || !user->pw_dir || !*user->pw_dir) return std::nullopt;
  return user->pw_dir;
}

void forget_environment(uid_t uid) {
  std::vector<std::string> foreign;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    for (const char* prefix : {"PG", "OPENSSL_", "SSL_", "KRB5", "GSS"})
      if (text.starts_with(prefix)) foreign.emplace_back(text.substr(0, text.find('=')));
  }
  for (const std::string& name : foreign) ::unsetenv(name.c_str());
  if (const std::optional<std::string> home = home_directory(uid))
    ::setenv("HOME", home->c_str(), 1);
  else
    ::unsetenv("HOME");
}

std::vector<std::string> own_groups() {
  std::vector<gid_t> ids(1, ::getgid());
  const int count = ::getgroups(0, nullptr);
  if (count < 0) return {};
  std::vector<gid_t> others(static_cast<std::size_t>(count));
  if (::getgroups(count, others.data()) != count) return {};
  for (const gid_t id : others)
    if (id != ids.front()) ids.push_back(id);
  return names_of(ids);
}

std::vector<std::string> groups_of(const std::string& name) {
  const passwd* user = ::getpwnam(name.c_str());
  if (!user) return {};
  int count = 64;
  std::vector<gid_t> ids(static_cast<std::size_t>(count));
  if (::getgrouplist(user->pw_name, user->pw_gid, ids.data(), &count) < 0) {
    ids.resize(static_cast<std::size_t>(count));  // the call has told how many there are
    if (::getgrouplist(user->pw_name, user->pw_gid, ids.data(), &count) < 0) return {};
  }
  ids.resize(static_cast<std::size_t>(count));
  return names_of(ids);
}

}  // namespace pkit::app
