// How rows keep the ids of agents: a UUID as its 16 octets.
#pragma once

#include <string>

#include "base/bytes.h"

namespace pkit::store {

/// What is not spelt as a UUID is (RFC 9562 4, in lower case) is kept as it is spelt.
Bytes agent_octets(const std::string& agent_id);
std::string agent_text(BytesView octets);

}  // namespace pkit::store
