// A CA that was made elsewhere: judged before anything is taken over.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit::authority {

/// The contents of three files, and the passphrase of the key where it is encrypted. The first may be PKCS#12 with all
/// three in it: then the key is empty, and the chain what it lacks.
struct CaFiles {
  std::string certificate, key, chain;  // chain may be empty
  Secret key_passphrase;
  std::string alias = {};  // of the key in a PKCS#12 file with several
};

struct ImportedCa {
  x509::PrivateKey key;
  std::vector<x509::Certificate> chain;  // issuer first
  std::vector<std::string> warnings;
};

/// Everything that an authority is asked when it signs: a CA that may sign certificates, valid at `now`, each link of
/// the chain signed by the next, path lengths kept. And the key's proof: a signature that the certificate's key
/// verifies. Error{input "import.certificate" | "import.chain" | "import.key"}, {config "key.passphrase"}.
ImportedCa import_ca(const CaFiles& files, Time now);

}  // namespace pkit::authority
