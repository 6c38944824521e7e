#include "change/reason.h"

#include "base/error.h"
#include "base/text.h"

namespace pkit {

void require_reason(const std::string& reason, const char* code, const std::string& what) {
  constexpr std::size_t kLongest = 1024;
  if (!trim(reason).empty() && reason.size() <= kLongest && valid_utf8(reason)) return;
  throw Error(Kind::usage, code, what + " needs a reason of 1 to 1024 bytes", "give --reason TEXT");
}

}  // namespace pkit
