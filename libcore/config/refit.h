// What goes wrong with a file that pkit.yaml names is a fault of the configuration, whatever kind of error it was.
#pragma once

#include <string>
#include <utility>

#include "base/error.h"

namespace pkit::config {

/// Runs `fn`. An Error that it throws becomes Error{config} with "subject: " before its message; it gets `code` unless
/// it was of that kind already (a wrong passphrase stays "key.passphrase").
template <class Fn>
auto as_config_error(const char* code, const std::string& subject, Fn&& fn) {
  try {
    return std::forward<Fn>(fn)();
  } catch (const Error& e) {
    throw Error(Kind::config, e.kind() == Kind::config ? e.code() : code, subject + ": " + e.what(), e.hint(),
                e.details());
  }
}

}  // namespace pkit::config
