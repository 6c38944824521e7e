#include "http/settings.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/file.h"

namespace pkit::http {

namespace {

constexpr std::size_t kLongestSecret = 4096, kShortestSecret = 16;

struct Option {
  const char* name;
  std::string Settings::*member;
};
constexpr Option kOptions[] = {
    {"--ca", &Settings::ca},         {"--crl", &Settings::crl}, {"--cert", &Settings::certificate},
    {"--secret", &Settings::secret}, {"--key", &Settings::key},
};

std::string read_secret(const std::string& file) {
  std::string secret = read_file(file, kLongestSecret);
  if (secret.ends_with('\n')) secret.pop_back();
  if (secret.size() < kShortestSecret)
    throw Error(Kind::config, "http.secret", "the secret in " + file + " is shorter than 16 bytes");
  return secret;
}

}  // namespace

Settings read_settings(const std::vector<std::string>& words) {
  if (words.empty() || words.size() % 2 == 0)
    throw Error(Kind::usage, "http.usage",
                "usage: http URL [--ca FILE] [--crl FILE] [--cert FILE --key FILE] [--secret FILE]");
  Settings settings;
  settings.url = words[0];
  settings.secure = settings.url.starts_with("https://");
  for (std::size_t i = 1; i < words.size(); i += 2) {
    const auto option =
        std::find_if(std::begin(kOptions), std::end(kOptions), [&](const Option& o) { return words[i] == o.name; });
    if (option == std::end(kOptions)) throw Error(Kind::usage, "http.usage", "unknown option " + words[i]);
    settings.*option->member = words[i + 1];
  }
  if (!settings.secret.empty()) settings.secret = read_secret(settings.secret);
  if (!settings.secure && settings.secret.empty())
    throw Error(Kind::usage, "http.usage", "a URL that is not https:// needs --secret");
  return settings;
}

}  // namespace pkit::http
