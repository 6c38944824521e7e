// Numbers as they travel. Internal to vault/.
#pragma once

#include <cstdint>
#include <string>

namespace pkit::vault {

/// Not negative, decimal; Error{usage "vault.part"} that calls it `what`.
std::int64_t number_in(const std::string& text, const char* what);

}  // namespace pkit::vault
