// --cert and --key: who signs a request, so that it is proven to be theirs.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit {

/// A certificate and its key, which sign requests.
struct Signatory {
  x509::Certificate certificate;
  Bytes issuer_key_id;
  x509::PrivateKey key;
};
/// `certificate` holds the certificate followed by its issuer's, unless that is among `issuers`. Error{usage
/// "proof.form"} where it does not and none were given, {authentication "certificate.issuer"} where it is among
/// neither, {authentication "key.mismatch"} where the key is another's. `passphrase` is the key's, empty where it is
/// plain.
Signatory read_signatory(const std::string& certificate, const std::string& key, const Secret& passphrase,
                         const std::vector<Bytes>& issuers);

}  // namespace pkit
