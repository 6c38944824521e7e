// What one question may cost. All that certificates and CRLs can multiply is paid for out of one purse, so that no set
// of them makes an answer slow: when it is empty the answer is no.
#pragma once

#include <cstddef>

namespace pkit::path {

/// In units of about 10 ns of an optimised build.
class Effort {
 public:
  static constexpr std::size_t kAll = std::size_t{1} << 25;
  static constexpr std::size_t kSignature = 10'000;  // checking one
  static constexpr std::size_t kLook = 64;           // comparing two short texts, finding or adding one

  /// False where that is more than is left: nothing is left then.
  bool spend(std::size_t units) {
    exhausted_ = exhausted_ || units > left_;
    left_ = exhausted_ ? 0 : left_ - units;
    return !exhausted_;
  }
  bool exhausted() const { return exhausted_; }

 private:
  std::size_t left_ = kAll;
  bool exhausted_ = false;
};

}  // namespace pkit::path
