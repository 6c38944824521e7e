// What a CSR must contain, as a file: of csr new and validate-csr.
#pragma once

#include <string>

#include "bridge/requirements.h"
#include "pkit/context.h"

namespace pkit::app {

/// The object itself, or what `csr-requirements --format json` printed it in; "-" is standard input.
bridge::Requirements read_requirements_file(Context& context, const std::string& file);

}  // namespace pkit::app
