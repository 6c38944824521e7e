// Which build of the program this is.
#pragma once

#include <string>

namespace pkit {

/// The identifier that the linker gave the running program, in hexadecimal: of two builds that differ in anything it
/// differs. Empty where the linker gave none.
std::string build_id();

}  // namespace pkit
