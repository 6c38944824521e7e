#include "secrets/source.h"

#include <charconv>

#include "config/refit.h"
#include "secrets/provider.h"

namespace pkit::secrets {

namespace {

constexpr int kFirstFreeFd = 3;  // 0 to 2 are the standard streams

/// What follows "form:"; nothing for another form.
std::optional<std::string> after(const std::string& source, std::string_view form) {
  if (!source.starts_with(form)) return std::nullopt;
  return source.substr(form.size());
}

std::optional<int> descriptor(const std::string& digits) {
  int fd = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), fd);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  return whole && fd >= kFirstFreeFd ? std::optional(fd) : std::nullopt;
}

/// Without one line end. Editors of Windows write two characters for it, and nobody means the first to belong to a
/// passphrase. `provider` is who gave it, empty where it is a file, whose LF everybody expects.
Secret without_line_end(const Secret& content, const std::string& source, const std::string& provider,
                        const Tell& tell) {
  const std::string_view text = content.reveal();
  const std::size_t end = text.ends_with("\r\n") ? 2 : text.ends_with('\n') ? 1 : 0;
  if (tell && end == 2) tell(source + " ends in CR LF, neither of which is taken for a part of the passphrase");
  if (tell && end == 1 && !provider.empty())
    tell("what secrets." + provider + " gave ends in a newline, which is not taken for a part of it");
  Secret secret(std::string(text.substr(0, text.size() - end)));
  if (secret.empty()) throw Error(Kind::config, "authority.passphrase", "the passphrase is empty");
  return secret;
}

Secret from_file(const Path& path, uid_t uid) {
  require_secret(path, uid);
  return Secret(read_file(path, kLongestSecret));
}

Secret from_provider(const Reference& reference, const Access& access) {
  if (access.ask) return access.ask(reference, access);
  throw Error(Kind::config, "secret.provider", "there is no pkit.yaml here whose secrets: could have it",
              "--home DIR, or a passphrase file");
}

/// As the source keeps it.
Secret content_of(const std::string& source, const Access& access) {
  if (const auto name = after(source, "credential:")) return read_credential(*name, access.credentials_directory);
  if (const auto path = after(source, "file:")) return from_file(*path, access.uid);
  return Secret(read_all(*descriptor(*after(source, "fd:")), source, kLongestSecret));
}

}  // namespace

void require_source(const std::string& source) {
  if (is_reference(source)) return static_cast<void>(read_reference(source));
  const auto name = after(source, "credential:"), path = after(source, "file:"), fd = after(source, "fd:");
  if (name && is_plain_name(*name)) return;
  if (path && Path(*path).is_absolute()) return;
  if (fd && descriptor(*fd)) return;
  if (source == "prompt") return;
  throw Error(Kind::config, "authority.passphrase", "this is no source of a passphrase",
              "credential:NAME, file:/ABSOLUTE, fd:N from 3 up, prompt or secret:NAME{...}");
}

Secret read_secret(const std::string& source, const Access& access) {
  return config::as_config_error("authority.passphrase", "passphrase from " + source, [&] {
    require_source(source);
    if (is_reference(source)) {
      const Reference reference = read_reference(source);
      return without_line_end(from_provider(reference, access), "secrets." + reference.provider, reference.provider,
                              access.tell);
    }
    if (source != "prompt") return without_line_end(content_of(source, access), source, "", access.tell);
    if (!access.prompt) throw Error(Kind::config, "authority.passphrase", "there is nobody to ask");
    return access.prompt("passphrase of the CA key");
  });
}

}  // namespace pkit::secrets
