#include "pkit/crl_life.h"

#include "base/error.h"

namespace pkit::app {

Duration crl_life(const char* option, std::optional<Duration> given, Duration otherwise) {
  constexpr Duration kLeast = 60'000, kMost = 10LL * 366 * 24 * 3600 * 1000;
  if (!given) return otherwise;
  if (*given >= kLeast && *given <= kMost) return *given;
  throw Error(Kind::usage, "option.value",
              std::string(option) + ": " + print_duration(*given) + " is not between a minute and ten years");
}

}  // namespace pkit::app
