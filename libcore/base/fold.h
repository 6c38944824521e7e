// Text without regard to case, in every script.
#pragma once

#include <string>
#include <string_view>

namespace pkit {

/// Unicode's full case folding, then NFC (Unicode 3.13 D144): texts that differ in case or in how an accent is composed
/// become one. ASCII becomes lower case. A text that is not UTF-8 has its ASCII letters lowered only.
std::string fold_case(std::string_view text);

}  // namespace pkit
