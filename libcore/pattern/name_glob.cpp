#include "pattern/name_glob.h"

#include "base/address.h"
#include "base/fold.h"
#include "pattern/uri.h"

namespace pkit::pattern {

namespace {

std::string name_text(std::string_view text) {
  const auto octets = compared_address(text);
  return octets ? address_text(*octets) : fold_case(text);
}

/// What stands before a name in a list of names of all types.
std::string_view type_word(Compare how) {
  switch (how) {
    case Compare::address:
      return "ip:";
    case Compare::email:
      return "email:";
    case Compare::uri:
      return "uri:";
    case Compare::exact:
    case Compare::name:
      break;
  }
  return "";
}

/// A "+" is a character of mailboxes ("ops+alerts@") and schemes ("git+ssh:"), and no wildcard there.
std::string with_plain_plus(std::string_view pattern) {
  std::string plain;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size())
      plain += pattern[i++];
    else if (pattern[i] == '+')
      plain += '\\';
    plain += pattern[i];
  }
  return plain;
}

std::string normal_pattern(Compare how, std::string_view pattern) {
  switch (how) {
    case Compare::exact:
      break;
    case Compare::name:
    case Compare::address:
      return compared(how, pattern);
    case Compare::email:
      return with_plain_plus(normal_email(pattern));
    case Compare::uri:
      return with_plain_plus(normal_uri_pattern(pattern));
  }
  return std::string(pattern);
}

std::string compared_pattern(Compare how, std::string_view pattern) {
  const std::string_view word = type_word(how);
  const bool typed = !word.empty() && pattern.starts_with(word);
  return std::string(typed ? word : "") + normal_pattern(how, pattern.substr(typed ? word.size() : 0));
}

}  // namespace

std::string compared(Compare how, std::string_view text) {
  switch (how) {
    case Compare::exact:
      break;
    case Compare::name:
      return name_text(text);
    case Compare::address:
      if (const auto octets = compared_address(text)) return address_text(*octets);
      break;
    case Compare::email:
      return normal_email(text);
    case Compare::uri:
      return normal_uri(text);
  }
  return std::string(text);
}

NameGlob::NameGlob(Compare how, std::string_view pattern)
    : how_(how), glob_(compared_pattern(how, pattern)), has_user_(how == Compare::uri && !user_part(pattern).empty()) {}

bool NameGlob::matches(std::string_view text) const {
  const std::string_view user = how_ == Compare::uri && !has_user_ ? user_part(text) : std::string_view();
  if (user.empty()) return glob_.matches(text);
  const auto begin = static_cast<std::size_t>(user.data() - text.data());
  return glob_.matches(std::string(text.substr(0, begin)) + std::string(text.substr(begin + user.size())));
}

bool NameGlob::grants(std::string_view text) const {
  if (how_ == Compare::uri && !has_user_ && !user_part(text).empty()) return false;
  return glob_.matches(text, Glob::Stars::escaped);
}

}  // namespace pkit::pattern
