#include "policy/server_name.h"

#include <algorithm>

#include "base/text.h"

namespace pkit::policy {

namespace {

constexpr const char* kServers[] = {"www",   "web", "mail", "smtp", "imap", "pop",   "mx",  "ldap", "ldaps",
                                    "proxy", "api", "git",  "ftp",  "cdn",  "login", "sso", "vpn",  "intranet"};

bool has(const std::vector<std::string>& words, const char* word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool looks_like_server(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return false;
  std::string label = lower(name.substr(0, dot));
  label.erase(label.find_last_not_of("0123456789-") + 1);
  return std::find(std::begin(kServers), std::end(kServers), label) != std::end(kServers);
}

bool is_for_clients_only(const Profile& profile) {
  return has(profile.extended_key_usage, "clientAuth") && !has(profile.extended_key_usage, "serverAuth");
}

}  // namespace pkit::policy
