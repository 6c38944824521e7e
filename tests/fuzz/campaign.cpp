// The entry that libFuzzer calls: one program a target, which PKIT_FUZZ_TARGET names.
#include "ossl/ossl.h"
#include "targets.h"

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  pkit::ossl::start();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return pkit::fuzz::PKIT_FUZZ_TARGET({data, size});
}
