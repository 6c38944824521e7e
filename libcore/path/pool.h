// Certificates that are all trusted, told apart: anchors, and what lies between.
#pragma once

#include <vector>

#include "path/question.h"

namespace pkit::path {

/// A root is one that is self-signed by name, or whose issuer is none of them.
Pool pool_of(std::vector<x509::Certificate> trusted);

}  // namespace pkit::path
