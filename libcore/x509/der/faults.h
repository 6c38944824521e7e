// Going on after a fault, so that validation lists every one: the one place in x509/ that catches an Error.
#pragma once

#include <utility>
#include <vector>

#include "base/error.h"

namespace pkit::x509 {

/// Runs `read`. An Error of kind input becomes a fault (its own detail where it has one); was there none?
template <class Fn>
bool collect(std::vector<Fault>& faults, Fn&& read) {
  try {
    std::forward<Fn>(read)();
    return true;
  } catch (const Error& e) {
    if (e.kind() != Kind::input) throw;
    if (e.details().empty()) {
      faults.push_back({e.kind(), e.code(), {}, e.what(), e.hint()});
    } else {
      faults.insert(faults.end(), e.details().begin(), e.details().end());
    }
    return false;
  }
}

}  // namespace pkit::x509
