// What SQL does not do of a ListFilter: the name, and the limit, which counts only those whose name matches.
#pragma once

#include "store/principals.h"

namespace pkit::store {

class Listing {
 public:
  explicit Listing(const ListFilter& filter) : filter_(filter) {}

  /// Calls `fn` if the name matches; false once no more are wanted.
  template <class Fn>
  bool offer(const std::string& name, Fn fn) {
    if (filter_.name_matches && !filter_.name_matches(name)) return true;
    fn();
    ++taken_;
    return filter_.limit == 0 || taken_ < filter_.limit;
  }

 private:
  const ListFilter& filter_;
  std::int64_t taken_ = 0;
};

}  // namespace pkit::store
