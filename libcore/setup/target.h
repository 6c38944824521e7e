// What pkit.yaml has called beside the handlers of chains: one procedure of an adapter.
#pragma once

#include <string>

#include "adapter/adapter.h"
#include "config/fields.h"

namespace pkit {

struct CallTarget {
  std::string adapter, procedure;  // empty: none
};
/// Reads `key: ADAPTER.PROCEDURE`; a fault where it is not that, or no adapter has the name.
CallTarget read_call_target(const config::Section& section, const char* key, const adapter::Adapters& adapters);

}  // namespace pkit
