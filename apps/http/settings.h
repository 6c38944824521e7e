// The command line of the helper http: http URL [--ca FILE] [--crl FILE] [--cert FILE --key FILE] [--secret FILE].
#pragma once

#include <string>
#include <vector>

namespace pkit::http {

struct Settings {
  std::string url;
  std::string ca, crl, certificate, key;  // files, may be empty
  std::string secret;                     // its content, empty: nothing is signed
  bool secure = true;                     // https
};

/// Throws pkit::Error for a word that it does not know, a secret file that cannot be read or is shorter than 16 bytes,
/// and http:// without a secret. One newline at the end of the secret is not part of it.
Settings read_settings(const std::vector<std::string>& words);

}  // namespace pkit::http
