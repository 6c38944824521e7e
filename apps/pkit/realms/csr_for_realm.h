// csr new --requirements: a client's key, and a request over it that meets what a realm requires.
#pragma once

#include <string>

#include "pkit/context.h"
#include "pkit/files.h"

namespace pkit::app {

struct RealmCsrOptions {
  std::string requirements, key_type, key, key_passphrase_file;
  Target out;
};

/// No home is asked. The key is written first, 0600 and never over another, and removed where the request cannot be.
int make_csr_for_realm(Context& context, const RealmCsrOptions& options);

}  // namespace pkit::app
