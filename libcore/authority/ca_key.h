// A CA's private key as a file: read, with its passphrase from where pkit.yaml says, and known by the certificate that
// it belongs to.
#pragma once

#include <string>

#include "authority/authority.h"

namespace pkit::authority {

struct KeyPlace {
  Path file;
  std::string passphrase;  // source, empty: the key is plain
};

/// The key in `place`, whosever it is; readable by its owner alone. The errors of read_ca_key.
x509::PrivateKey open_ca_key(const std::string& name, const KeyPlace& place, const KeyAccess& access);
/// The key in `place`, which must be the one that `certificate` (of authority `name`) is about, and readable by its
/// owner alone. Error{config "authority.key" | "authority.passphrase" | "key.passphrase"}.
x509::PrivateKey read_ca_key(const std::string& name, const KeyPlace& place, const x509::Certificate& certificate,
                             const KeyAccess& access);

/// The passphrase that a new key of this authority is encrypted with; empty where its keys are plain. Error{config
/// "authority.passphrase"}.
Secret key_passphrase(const KeyPlace& place, const KeyAccess& access);

}  // namespace pkit::authority
