// A CA's private key as a file, PEM or PKCS#12: read, with its passphrase from where pkit.yaml says, and known by the
// certificate that it belongs to.
#pragma once

#include <string>

#include "authority/authority.h"
#include "authority/import.h"

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

/// Is the key in a PKCS#12 file? Such a file is another program's: it is read, and never written. False where the file
/// cannot be read.
bool is_in_pkcs12(const KeyPlace& place);
/// What lies in the PKCS#12 file at `place`, judged as whatever is imported (import.h). The errors of read_ca_key and
/// of import_ca, as Error{config "authority.key"}.
ImportedCa open_pkcs12_ca(const std::string& name, const KeyPlace& place, const KeyAccess& access, Time now);

/// The passphrase that a new key of this authority is encrypted with; empty where its keys are plain. Error{config
/// "authority.passphrase"}.
Secret key_passphrase(const KeyPlace& place, const KeyAccess& access);

}  // namespace pkit::authority
