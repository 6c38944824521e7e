// Kubernetes Secrets in a manifest: which fields they have, and where in the text the value of each stands, so that one
// can become another and every other byte stays.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace pkit::certstores {

struct SecretField {
  std::string name;
  Secret content;         // decoded
  std::size_t begin = 0;  // of its base64 in the whole text; begin == end: it stands there in a way that is not changed
  std::size_t end = 0;
  bool replaceable = false;  // base64 on one line
};

struct SecretDocument {
  std::string name;  // "NAME", or "NAMESPACE/NAME"
  std::vector<SecretField> fields;

  const SecretField* find(std::string_view field) const;
};

struct SecretManifest {
  std::vector<SecretDocument> secrets;
  std::vector<std::string> unread;  // a sentence for each document or field that could not be read
};

/// YAML of several documents, or JSON; lists of objects too. What is no Secret is passed over.
SecretManifest read_secret_manifest(std::string_view text);

}  // namespace pkit::certstores
