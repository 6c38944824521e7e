// The three streams of one run; tests give their own.
#pragma once

#include <ostream>

namespace pkit::app {

struct Io {
  int in;  // a descriptor: what is read from it has a limit
  std::ostream& out;
  std::ostream& err;
};

}  // namespace pkit::app
