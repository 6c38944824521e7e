// What decisions rest on: pkit.yaml as it was read, and its authorities.
#pragma once

#include "decision/open_authorities.h"
#include "home/session.h"
#include "setup/setup.h"

namespace pkit {

/// May be used by several threads at once; checked requests refer to it.
struct Grounds {
  /// Error{config "config.invalid"} where pkit.yaml has faults.
  explicit Grounds(const ReadSession& session)
      : setup(load_setup(session.home, session.state)),
        authorities(session.key_access, session.home.directory, session.world) {}

  const Setup setup;
  Authorities authorities;
};

}  // namespace pkit
