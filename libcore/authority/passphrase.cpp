#include "authority/passphrase.h"

#include <algorithm>
#include <charconv>

#include "authority/refit.h"

namespace pkit::authority {

namespace {

constexpr std::size_t kLongestPassphrase = 4096;
constexpr int kFirstFreeFd = 3;  // 0 to 2 are the standard streams

/// What follows "form:"; nothing for another form.
std::optional<std::string> after(const std::string& source, std::string_view form) {
  if (!source.starts_with(form)) return std::nullopt;
  return source.substr(form.size());
}

/// systemd.exec(5): a credential's name is a file name.
bool is_credential_name(const std::string& name) {
  const bool plain =
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f && c != '/'; });
  return plain && !name.empty() && name.size() <= 255 && name != "." && name != "..";
}

std::optional<int> descriptor(const std::string& digits) {
  int fd = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), fd);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  return whole && fd >= kFirstFreeFd ? std::optional(fd) : std::nullopt;
}

/// Moves a passphrase out of memory that is not wiped, without one line end. Editors of Windows write two characters
/// for it, and nobody means the first to belong to a passphrase.
Secret taken(std::string content, const std::string& source, const Tell& tell) {
  const std::size_t end = content.ends_with("\r\n") ? 2 : content.ends_with('\n') ? 1 : 0;
  if (end == 2 && tell) tell(source + " ends in CR LF, neither of which is taken for a part of the passphrase");
  Secret secret(content.substr(0, content.size() - end));
  wipe(content.data(), content.size());
  if (secret.empty()) throw Error(Kind::config, "authority.passphrase", "the passphrase is empty");
  return secret;
}

Secret from_credential(const std::string& name, const std::optional<Path>& directory, const Tell& tell) {
  if (!directory)
    throw Error(Kind::config, "authority.passphrase", "systemd gave this process no credentials",
                "run it from a unit with LoadCredential=" + name + ":PATH");
  return taken(read_file(*directory / name, kLongestPassphrase), "credential:" + name,
               tell);  // systemd guards the directory
}

Secret from_file(const Path& path, uid_t uid, const Tell& tell) {
  require_secret(path, uid);
  return taken(read_file(path, kLongestPassphrase), path.string(), tell);
}

}  // namespace

bool valid_passphrase_source(const std::string& source) {
  if (const auto name = after(source, "credential:")) return is_credential_name(*name);
  if (const auto path = after(source, "file:")) return Path(*path).is_absolute();
  if (const auto fd = after(source, "fd:")) return descriptor(*fd).has_value();
  return source == "prompt";
}

Secret read_passphrase(const std::string& source, uid_t uid, const std::optional<Path>& credentials_directory,
                       const Prompt& prompt, const Tell& tell) {
  return as_config_error("authority.passphrase", "passphrase from " + source, [&] {
    if (!valid_passphrase_source(source))
      throw Error(Kind::config, "authority.passphrase", "this is no source of a passphrase",
                  "credential:NAME, file:/ABSOLUTE, fd:N from 3 up, or prompt");
    if (const auto name = after(source, "credential:")) return from_credential(*name, credentials_directory, tell);
    if (const auto path = after(source, "file:")) return from_file(*path, uid, tell);
    if (const auto fd = after(source, "fd:"))
      return taken(read_all(*descriptor(*fd), source, kLongestPassphrase), source, tell);
    if (!prompt) throw Error(Kind::config, "authority.passphrase", "there is nobody to ask");
    return prompt("passphrase of the CA key");
  });
}

}  // namespace pkit::authority
