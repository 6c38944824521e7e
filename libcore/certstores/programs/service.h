// The program that uses a store: told to load it again, and asked what it serves.
#pragma once

#include <string>

#include "base/world.h"
#include "store/cert_stores.h"
#include "x509/certificate.h"

namespace pkit::certstores {

/// What speaks against new bytes. Empty: nothing does.
struct Refusal {
  std::string why;
  std::string said;  // by the program itself, which is for whoever is there and never kept: it may be anything

  bool empty() const { return why.empty(); }
};

/// Runs the store's reload command, without a shell, with PKIT_STORE and PKIT_STORE_PATH in its environment. Empty
/// where it ended well, or there is none.
Refusal reload(const World& world, const store::CertStore& store);

/// Error{usage "certstore.prove"} unless this is empty, "tls://HOST:PORT" or "tls+unix:/PATH".
void require_proof(const std::string& prove);
/// Once; empty where this certificate is served, or no place is known; else what was seen.
std::string prove_once(const World& world, const store::CertStore& store, BytesView certificate);
/// Connects by TLS as `openssl s_client` does, until the certificate that is served is this one or ten seconds are
/// over. Empty where it is; else what was seen.
std::string prove(const World& world, const store::CertStore& store, BytesView certificate);

}  // namespace pkit::certstores
