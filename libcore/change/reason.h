// Why an operator decided so: text for the record.
#pragma once

#include <string>

namespace pkit {

/// Error{usage `code`} where `reason` is empty, over 1024 bytes or no UTF-8; `what` needs it: "a denial".
void require_reason(const std::string& reason, const char* code, const std::string& what);

}  // namespace pkit
