// SHA-256 over what comes in pieces.
#pragma once

#include <memory>

#include "digest/digest.h"

namespace pkit::digest {

class Running {
 public:
  Running();
  ~Running();
  void add(BytesView piece);
  /// Of all that was added; ends it.
  Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace pkit::digest
