// `secret:NAME{...}`: a secret that a provider of pkit.yaml's `secrets:` has (document B, B3: third-party vaults). The
// name is the provider's; what follows it are the instance parameters, a JSON object of texts, and may be left out.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace pkit::secrets {

/// The instance parameters of one reference: they say which secret, and are none themselves.
using Parameters = std::map<std::string, std::string>;

struct Reference {
  std::string provider;
  Parameters instance;
};

/// Does it begin as one?
bool is_reference(std::string_view source);
/// Error{config "secret.reference"} with what is wrong; at most 4096 bytes, nothing nested.
Reference read_reference(const std::string& source);

}  // namespace pkit::secrets
