#include "accounts/properties.h"

#include <algorithm>

#include "accounts/operations.h"
#include "accounts/states.h"

namespace pkit {

namespace {

bool is_number(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

void require_word(const std::string& word, const std::vector<std::string>& known, const char* code,
                  const std::string& what) {
  if (std::find(known.begin(), known.end(), word) != known.end()) return;
  throw Error(Kind::usage, code, "'" + printable(word) + "' is no " + what, "one of: " + join(known, ", "));
}

}  // namespace

void require_account_name(const std::string& name) {
  constexpr std::size_t kLongestName = 253;
  const bool fits = !name.empty() && name.size() <= kLongestName && valid_utf8(name) && !has_control(name) &&
                    trim(name) == name && !is_number(name);
  if (fits) return;
  throw Error(Kind::usage, "account.name", "'" + printable(name) + "' is no name of an account",
              "1 to 253 bytes of UTF-8, no control characters, and not only digits, which would be an account's id");
}

void require_email(const std::string& email) {
  constexpr std::size_t kLongestEmail = 254;
  if (email.empty()) return;
  const std::size_t at = email.find('@');
  const bool two_parts = at != std::string::npos && at > 0 && at + 1 < email.size();
  if (two_parts && email.size() <= kLongestEmail && valid_utf8(email) && !has_control(email) &&
      email.find(' ') == std::string::npos)
    return;
  throw Error(Kind::usage, "account.email", "'" + printable(email) + "' is no e-mail address");
}

void require_role(const std::string& role) { require_word(role, account_roles(), "account.role", "role"); }

void require_provisioning(const std::string& level) {
  require_word(level, provisioning_levels(), "account.provisioning", "level of provisioning");
}

const std::vector<std::string>& account_roles() {
  static const std::vector<std::string> roles = {"vaultProvisioner", "none"};
  return roles;
}

const std::vector<std::string>& provisioning_levels() {
  static const std::vector<std::string> levels = {"none", "createOnly", "createAndDelete"};
  return levels;
}

const std::vector<std::string>& account_states() {
  static const std::vector<std::string> states = {kNone, kOneTime, kCertified};
  return states;
}

}  // namespace pkit
