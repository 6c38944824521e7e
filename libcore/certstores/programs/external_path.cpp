#include "certstores/programs/external_path.h"

#include <algorithm>
#include <map>

#include "base/file.h"
#include "base/text.h"
#include "certstores/kind.h"

namespace pkit::certstores {

namespace {

constexpr std::size_t kLongestPath = 1024;

[[noreturn]] void no_such_path(const std::string& path, const char* why, const char* hint) {
  throw Error(Kind::usage, "certstore.path", "'" + printable(path) + "' " + why, hint);
}

std::string decoded(const std::string& part) {
  std::string value;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const auto octet = part[i] == '%' ? from_hex(part.substr(i + 1, 2)) : std::nullopt;
    if (octet && octet->size() == 1) i += 2;
    value += octet && octet->size() == 1 ? static_cast<char>(octet->front()) : part[i];
  }
  return value;
}

/// The attributes of the URI, of its path and its query (RFC 7512 2.3, 2.4), decoded, with their names in lower case.
std::multimap<std::string, std::string> attributes_of(const std::string& uri) {
  std::multimap<std::string, std::string> attributes;
  const std::size_t start = uri.find(':') + 1, query = std::min(uri.find('?'), uri.size());
  std::vector<std::string> parts = split(uri.substr(start, query - start), ';');
  for (std::string& part : split(uri.substr(std::min(query + 1, uri.size())), '&')) parts.push_back(std::move(part));
  for (const std::string& part : parts) {
    const std::size_t equals = std::min(part.find('='), part.size());
    if (!part.empty())
      attributes.emplace(lower(decoded(part.substr(0, equals))),
                         decoded(part.substr(std::min(equals + 1, part.size()))));
  }
  return attributes;
}

/// Whoever can write the module does what he likes with the PIN.
void require_token_path(const std::string& uri, uid_t uid) {
  constexpr const char* form = "pkcs11:token=NAME?module-path=/usr/lib/.../MODULE.so";
  if (!uri.starts_with("pkcs11:")) no_such_path(uri, "is no URI of a token (RFC 7512)", form);
  require_plain_uri(uri);
  const auto attributes = attributes_of(uri);
  const auto found = attributes.find("module-path");
  const std::string module = found == attributes.end() ? "" : found->second;
  if (module.empty()) return;  // p11-kit's own configuration says which there are
  if (module.front() != '/') no_such_path(uri, "names a module by no absolute path", form);
  require_trusted(module, uid);
}

}  // namespace

void require_external_path(const store::CertStore& store, uid_t uid) {
  const bool fit = !store.path.empty() && store.path.size() <= kLongestPath && printable(store.path) == store.path;
  if (!fit) no_such_path(store.path, "cannot be the path of a store", "at most 1024 bytes, without control characters");
  if (store.kind == kPkcs11.name) require_token_path(store.path, uid);
}

void require_plain_uri(const std::string& uri) {
  const auto attributes = attributes_of(uri);
  for (const auto& [name, value] : attributes)
    if (name.starts_with("pin-"))
      no_such_path(uri.substr(0, uri.find_first_of("?;")), "has a PIN with it, which would be kept with the path",
                   "--password-file FILE");
  for (const auto& [name, value] : attributes)
    if (attributes.count(name) > 1)
      no_such_path(uri, ("has " + printable(name) + " twice").c_str(), "each attribute once (RFC 7512, 2.3)");
}

std::string token_label(const std::string& uri) {
  const auto attributes = attributes_of(uri);
  const auto label = attributes.find("token");
  return label == attributes.end() ? std::string() : label->second;
}

}  // namespace pkit::certstores
