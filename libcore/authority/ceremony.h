// CA certificates: a self-signed root, an issuing CA under one, and a new certificate for a CA that has one already.
// Cannot make a leaf.
#pragma once

#include <string>
#include <vector>

#include "base/world.h"
#include "x509/certificate.h"
#include "x509/csr.h"
#include "x509/private_key.h"

namespace pkit::authority {

struct CaPair {
  x509::PrivateKey key;
  Bytes certificate;  // DER
};

struct CaRequest {
  std::string common_name;
  std::string key_type;  // one of ca_key_types()
  int years = 20;
  std::vector<std::string> permitted = {}, excluded = {};  // subtrees, as x509::write_name_constraints() takes them
  std::string subject = {};                                // the whole of it, RFC 4514; empty: CN=common_name
};

/// "ec-p256", "ec-p384", "ec-p521", "rsa-3072", "rsa-4096", "rsa-pss-3072", "ed25519".
const std::vector<std::string>& ca_key_types();

/// Who signs a CA's certificate.
struct Signatory {
  const x509::Certificate& certificate;
  const x509::PrivateKey& key;
};

/// Self-signed, pathlen absent, keyCertSign and cRLSign, notBefore a minute back.
CaPair make_root(const CaRequest& request, const World& world, Time now);
/// Signed by `root`, pathlen 0; ends no later than the root.
CaPair make_issuing(const CaRequest& request, const CaPair& root, const World& world, Time now);
CaPair make_issuing(const CaRequest& request, const Signatory& root, const World& world, Time now);

struct SubordinateCa {
  const x509::Csr& csr;  // sound: its name and key are what is certified
  int path_length = 0;
  Time not_after = 0;
  std::vector<std::string> permitted, excluded;
};
/// A certificate for a CA whose key is elsewhere; ends no later than the signatory's. Error{internal "authority.lint"}
/// where the request's name cannot be a CA's.
Bytes sign_subordinate(const SubordinateCa& request, const Signatory& above, const World& world, Time now);

struct CaRenewal {
  const x509::Certificate& former;
  const x509::PublicKey& key;  // the former's or a new one
  int years = 10;
};
/// A certificate for `key` that says of itself what the former says, from now on: its name byte for byte and, over the
/// same key, its key identifier, so that what either vouches for chains to both. It ends no later than the signatory's.
/// Error{config "authority.renew"} where the former has a critical extension that pkit does not know: to leave it out
/// would be a right that nobody gave.
struct RenewedCa {
  Bytes certificate;              // DER
  std::vector<std::string> told;  // what it does not say as the former did
};
RenewedCa renew_issuing(const CaRenewal& renewal, const Signatory& above, const World& world, Time now);
/// The same of a self-signed one, signed by the key that it is for.
RenewedCa renew_root(const CaRenewal& renewal, const x509::PrivateKey& key, const World& world, Time now);

}  // namespace pkit::authority
