// The error that a call ends in, so that a test can ask for its kind and code and not merely whether it failed.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "base/error.h"

namespace pkit::test {

template <class Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& e) {
    return e;
  }
  return Error(Kind::internal, "none", "no error");
}

/// "9 file.read": the kind's number and the code; "1 none" where there was no error.
inline std::string verdict_of(const Error& e) { return std::to_string(static_cast<int>(e.kind())) + " " + e.code(); }

template <class Call>
std::string verdict(Call call) {
  return verdict_of(error_of(call));
}

}  // namespace pkit::test
