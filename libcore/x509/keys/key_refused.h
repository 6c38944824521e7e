// How a private key file is refused: one error for all that read it.
#pragma once

#include <string>
#include <utility>

#include "base/error.h"

namespace pkit::x509 {

/// Throws `key.file` (input). `what` ends "the private key is refused: ..."; it never quotes the file.
[[noreturn]] inline void refuse_key(const std::string& what, std::string hint = {}) {
  throw Error(Kind::input, "key.file", what, std::move(hint));
}

}  // namespace pkit::x509
