// What is to be put into a store, from the files that somebody has.
#pragma once

#include "certstores/kind.h"
#include "certstores/operations.h"

namespace pkit::certstores {

/// The key is the certificate's, and the chain is in its order, without its root. Error{input "certstore.key" |
/// "certstore.chain" | "key.file" | ...}, {config "key.passphrase"}.
Addition addition_of(const Material& material);

}  // namespace pkit::certstores
