// What `pkit --version` says: the version, and which libraries were built in or against.
#include "pkit/help.h"

namespace pkit::app {

const char* const kVersion = PKIT_VERSION;

std::string version_text() { return std::string("pkit ") + kVersion + "\n" + PKIT_LIBRARIES; }

}  // namespace pkit::app
