#include "pattern/uri.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/text.h"

namespace pkit::pattern {

namespace {

constexpr std::string_view kBefore = "://";

/// scheme "://" user host port rest; without "://" all but the scheme and its colon is rest.
struct Parts {
  std::string scheme, user, host, port, rest;
  bool has_authority = false;
};

/// `ends` are the characters in front of which the authority ends; in a glob a "?" is a wildcard and no query.
Parts split_uri(std::string_view uri, std::string_view ends) {
  Parts parts;
  const std::size_t colon = uri.find(':');
  if (colon == uri.npos) return {.scheme = {}, .user = {}, .host = {}, .port = {}, .rest = std::string(uri)};
  parts.scheme = lower(uri.substr(0, colon));
  parts.has_authority = uri.substr(colon).starts_with(kBefore);
  if (!parts.has_authority) {
    parts.rest = uri.substr(colon);
    return parts;
  }
  const std::string_view behind = uri.substr(colon + kBefore.size());
  std::string_view authority = behind.substr(0, behind.find_first_of(ends));
  parts.rest = behind.substr(authority.size());
  if (const std::size_t at = authority.rfind('@'); at != authority.npos) {
    parts.user = authority.substr(0, at + 1);
    authority.remove_prefix(at + 1);
  }
  const std::size_t port = authority.find_last_not_of("0123456789");
  if (port != authority.npos && authority[port] == ':') {
    parts.port = authority.substr(port);
    authority = authority.substr(0, port);
  }
  parts.host = lower(authority);
  return parts;
}

bool is_default_port(const std::string& scheme, std::string_view port) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kPorts{{{"http", ":80"},
                                                                                 {"ws", ":80"},
                                                                                 {"https", ":443"},
                                                                                 {"wss", ":443"},
                                                                                 {"ftp", ":21"},
                                                                                 {"ldap", ":389"},
                                                                                 {"ldaps", ":636"},
                                                                                 {"ssh", ":22"},
                                                                                 {"opc.tcp", ":4840"}}};
  return port == ":" || std::any_of(kPorts.begin(), kPorts.end(),
                                    [&](const auto& row) { return row.first == scheme && row.second == port; });
}

std::string join_uri(const Parts& parts) {
  if (!parts.has_authority) return parts.scheme + parts.rest;
  const std::string port = is_default_port(parts.scheme, parts.port) ? "" : parts.port;
  return parts.scheme + std::string(kBefore) + parts.user + parts.host + port + parts.rest;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// RFC 3986 6.2.2.1 and 6.2.2.2.
std::string normal_escapes(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string normal;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    const int high = escape ? hex_digit(text[i + 1]) : -1, low = escape ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      normal += text[i];
      continue;
    }
    const char character = static_cast<char>(high * 16 + low);
    if (is_unreserved(character))
      normal += character;
    else
      normal.append({'%', kDigits[high], kDigits[low]});
    i += 2;
  }
  return normal;
}

/// RFC 3986 5.2.4, for a path that begins with "/".
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string> kept;
  const std::vector<std::string> segments = split(path.substr(1), '/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool up = segments[i] == "..", here = segments[i] == ".";
    if (up && !kept.empty()) kept.pop_back();
    if (!up && !here) kept.push_back(segments[i]);
    if ((up || here) && i + 1 == segments.size()) kept.emplace_back();
  }
  return "/" + join(kept, "/");
}

/// An address in its canonical text, and a name without its closing dot.
std::string normal_host(const std::string& host) {
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (const auto octets = compared_address(bracketed ? host.substr(1, host.size() - 2) : host))
    return octets->size() == 16 ? "[" + address_text(*octets) + "]" : address_text(*octets);
  return host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
}

}  // namespace

std::string normal_uri(std::string_view uri) {
  Parts parts = split_uri(normal_escapes(uri), "/?#");
  if (parts.has_authority) parts.host = normal_host(parts.host);
  if (parts.has_authority && parts.rest.starts_with('/')) {
    const std::size_t end = std::min(parts.rest.find_first_of("?#"), parts.rest.size());
    parts.rest = without_dot_segments(parts.rest.substr(0, end)) + parts.rest.substr(end);
  }
  return join_uri(parts);
}

std::string normal_uri_pattern(std::string_view pattern) { return join_uri(split_uri(pattern, "/")); }

std::string_view user_part(std::string_view uri) {
  const std::size_t begin = uri.find(kBefore);
  if (begin == uri.npos) return {};
  const std::string_view behind = uri.substr(begin + kBefore.size());
  const std::string_view authority = behind.substr(0, behind.find_first_of("/?#"));
  const std::size_t at = authority.rfind('@');
  return at == authority.npos ? std::string_view() : authority.substr(0, at + 1);
}

bool has_mapped_host(std::string_view uri) {
  const Parts parts = split_uri(normal_escapes(uri), "/?#");
  const std::string& host = parts.host;
  return host.size() > 2 && host.front() == '[' && is_mapped_address(std::string_view(host).substr(1, host.size() - 2));
}

bool crosses_parts(std::string_view glob) {
  if (glob == "*") return false;
  const std::size_t first = glob.find_first_of("*?[");
  if (first == glob.npos) return false;
  const std::size_t authority = glob.find(kBefore);
  const std::size_t path = authority == glob.npos ? glob.find(':') : glob.find('/', authority + kBefore.size());
  const bool before_path = path == glob.npos || first < path;
  return before_path || glob.find_first_not_of('*', first) != glob.npos;
}

std::string crossing_warning(const std::string& name, std::string_view glob) {
  return name + ": a wildcard of '" + printable(glob) +
         "' takes \"/\", \"?\" and \"#\" too, so that it also matches names of other hosts or paths; end it with \"*\" "
         "behind "
         "a whole host, or use a regex";
}

std::string normal_email(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == address.npos) return std::string(address);
  return std::string(address.substr(0, at)) + lower(address.substr(at));
}

}  // namespace pkit::pattern
