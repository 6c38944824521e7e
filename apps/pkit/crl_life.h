// How long a CRL or an OCSP answer may be good for, as options say it.
#pragma once

#include <optional>

#include "base/text.h"

namespace pkit::app {

/// Error{usage "option.value"} unless it is between a minute and ten years.
Duration crl_life(const char* option, std::optional<Duration> given, Duration otherwise);

}  // namespace pkit::app
