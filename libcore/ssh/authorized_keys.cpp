#include "ssh/authorized_keys.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace pkit::ssh {

namespace {

constexpr std::size_t kMostKeys = 10'000, kLongestLine = 64 << 10;

/// sshd(8): what can stand before a key. Else a line of known_hosts would let somebody in.
constexpr const char* kOptions[] = {"agent-forwarding",
                                    "cert-authority",
                                    "command",
                                    "environment",
                                    "expiry-time",
                                    "from",
                                    "no-agent-forwarding",
                                    "no-port-forwarding",
                                    "no-pty",
                                    "no-user-rc",
                                    "no-x11-forwarding",
                                    "permitlisten",
                                    "permitopen",
                                    "port-forwarding",
                                    "principals",
                                    "pty",
                                    "no-touch-required",
                                    "verify-required",
                                    "restrict",
                                    "tunnel",
                                    "user-rc",
                                    "x11-forwarding"};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (is_blank(text.front()))) text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

/// Up to the first blank that is outside of quotes, as sshd has it: a quote may be escaped within them. The whole where
/// a quote does not end.
std::string_view options_in(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '"') {
      ++i;
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (is_blank(line[i]) && !quoted) {
      return line.substr(0, i);
    }
  }
  return line;
}

/// Each of them, up to its value; a comma within quotes is of the value.
bool are_options(std::string_view text) {
  bool quoted = false;
  std::size_t begin = 0;
  const auto known = [&](std::size_t end) {
    const std::string_view option = text.substr(begin, end - begin);
    const std::string name = lower(option.substr(0, std::min(option.find('='), option.size())));
    return std::ranges::any_of(kOptions, [&](const char* one) { return name == one; });
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '"') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == ',' && !quoted) {
      if (!known(i)) return false;
      begin = i + 1;
    }
  }
  return !quoted && known(text.size());
}

std::string_view word_of(std::string_view& rest) {
  rest = trimmed(rest);
  const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest = trimmed(rest.substr(end));
  return word;
}

/// sshd first takes a line for a key alone, and what does not fit for options before one.
AuthorizedKey parse_line(std::string_view line) {
  AuthorizedKey found;
  std::string_view rest = trimmed(line);
  std::string_view type = rest.substr(0, std::min(rest.find_first_of(" \t"), rest.size()));
  if (!is_key_type(type)) {
    const std::string_view options = options_in(rest);
    if (!are_options(options)) throw Error(Kind::input, "ssh.key", "it begins with neither a type of key nor options");
    found.options = options;
    rest.remove_prefix(options.size());
  }
  type = word_of(rest);
  if (!is_key_type(type)) throw Error(Kind::input, "ssh.key", "there is no type of key");
  const std::string_view encoded = word_of(rest);
  std::optional<Bytes> blob = from_base64(encoded);
  if (!blob) throw Error(Kind::input, "ssh.key", "what follows the type is not base64");
  found.key = read_public_key(std::string(type), std::move(*blob));
  found.comment = rest;
  return found;
}

bool has_control(const std::string& text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}  // namespace

AuthorizedKeys read_authorized_keys(std::string_view text) {
  AuthorizedKeys read;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    ++number;
    const std::size_t newline = text.find('\n', begin);
    const std::size_t end = newline == text.npos ? text.size() : newline + 1;
    const std::string_view line = text.substr(begin, (newline == text.npos ? end : newline) - begin);
    const std::string_view content = trimmed(line);
    if (!content.empty() && content.front() != '#') try {
        if (line.size() > kLongestLine || read.keys.size() == kMostKeys)
          throw Error(Kind::input, "ssh.key", "this is more than a file like it can have");
        AuthorizedKey key = parse_line(line);
        key.line = number;
        key.begin = begin;
        key.end = end;
        read.keys.push_back(std::move(key));
      } catch (const Error& error) {
        if (read.unread.size() < 100)
          read.unread.push_back("line " + std::to_string(number) + " is no key: " + error.what());
      }
    begin = end;
  }
  return read;
}

AuthorizedKey read_key_line(std::string_view text) {
  AuthorizedKeys read = read_authorized_keys(text);
  if (!read.unread.empty()) throw Error(Kind::input, "ssh.key", read.unread.front());
  if (read.keys.size() != 1)
    throw Error(Kind::input, "ssh.key", "there are " + std::to_string(read.keys.size()) + " keys in it, and not one");
  return std::move(read.keys.front());
}

std::string key_line(const PublicKey& key, const std::string& options, const std::string& comment) {
  const auto refuse = [](const std::string& what) { throw Error(Kind::usage, "ssh.line", what); };
  if (has_control(options) || has_control(comment)) refuse("options and comment of a key have no line ends or tabs");
  std::string line = options.empty() ? "" : options + " ";
  line += key.text();
  if (!comment.empty()) line += " " + comment;
  const AuthorizedKeys read = read_authorized_keys(line);
  const bool as_meant = read.keys.size() == 1 && equal(read.keys[0].key.blob, key.blob) &&
                        read.keys[0].options == options && read.keys[0].comment == trimmed(comment);
  if (!as_meant) refuse("'" + printable(options) + "' cannot stand before a key as its options");
  return line + "\n";
}

std::string with_line_behind(std::string_view text, const std::string& fingerprint, const std::string& line) {
  std::size_t at = text.size();
  for (const AuthorizedKey& key : read_authorized_keys(text).keys)
    if (key.key.fingerprint() == fingerprint) at = key.end;
  std::string changed(text.substr(0, at));
  if (!changed.empty() && changed.back() != '\n') changed += '\n';
  return changed + line + std::string(text.substr(at));
}

std::string without_key(std::string_view text, const std::string& fingerprint) {
  std::string changed;
  std::size_t at = 0;
  for (const AuthorizedKey& key : read_authorized_keys(text).keys) {
    if (key.key.fingerprint() != fingerprint) continue;
    changed += text.substr(at, key.begin - at);
    at = key.end;
  }
  return changed + std::string(text.substr(at));
}

}  // namespace pkit::ssh
