// What of Kubernetes Secrets holds certificates: a part is one store of another kind, in one field, or in two where a
// key lies beside its certificate. Internal to certstores/.
#pragma once

#include <optional>

#include "certstores/kind.h"
#include "certstores/kinds/secret_document.h"

namespace pkit::certstores {

struct SecretPart {
  std::string alias;             // "NAME" of tls.crt with tls.key, else "NAME/FIELD"
  const StoreKind* kind;         // of what is in it
  std::size_t secret;            // which of the manifest's
  std::string main, key;         // the fields; no key: it is in the same one, or there is none
  std::optional<Secret> joined;  // of two fields, as joined_pair() has them
  Secret password;               // of another field of the Secret; empty: none is there
};
struct SecretStore {
  SecretManifest manifest;
  std::vector<SecretPart> parts;

  const SecretField& field(const SecretPart& part, const std::string& name) const;
  /// What the part's kind reads.
  std::string_view text(const SecretPart& part) const;
};
SecretStore read_secret_store(std::string_view text);

}  // namespace pkit::certstores
