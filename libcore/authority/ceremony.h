// CA certificates: a self-signed root and an issuing CA under it. Cannot make a leaf.
#pragma once

#include <string>
#include <vector>

#include "base/world.h"
#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit::authority {

struct CaPair {
  x509::PrivateKey key;
  Bytes certificate;  // DER
};

struct CaRequest {
  std::string common_name;
  std::string key_type;  // "ec-p256", "ec-p384", "rsa-3072", "ed25519"
  int years = 20;
};

/// Self-signed, pathlen absent, keyCertSign and cRLSign, notBefore a minute back.
CaPair make_root(const CaRequest& request, const World& world, Time now);
/// Signed by `root`, pathlen 0; ends no later than the root.
CaPair make_issuing(const CaRequest& request, const CaPair& root, const World& world, Time now);

}  // namespace pkit::authority
