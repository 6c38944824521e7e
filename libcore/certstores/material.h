// What is to be put into a store, from the files that somebody has.
#pragma once

#include "certstores/kind.h"
#include "certstores/operations.h"

namespace pkit::certstores {

/// One DER document, or every certificate of PEM. `name` is what errors call it.
std::vector<x509::Certificate> certificates_in(const std::string& content, const std::string& name);

/// The key is the certificate's, and the chain is in its order, without its root. Error{input "certstore.key" |
/// "certstore.chain" | "key.file" | ...}, {config "key.passphrase"}.
Addition addition_of(const Material& material);

/// Error{denied "certstore.revoked"} where this home knows that nobody should rely on it: the certificate or a CA above
/// it is revoked, or the key was revoked as compromised.
void require_sound(const ReadSession& session, const Addition& addition);

}  // namespace pkit::certstores
