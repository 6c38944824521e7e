// A cryptographic bill of materials in CycloneDX 1.6 (ECMA-424): every certificate that is valid, its public key, and
// the algorithms of both.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "home/session.h"

namespace pkit::app {

/// One JSON document, piece by piece: no more than one component is held at a time, and which keys and algorithms there
/// were. Answers how many components it has. Error{config "report.incomplete"} with everything that is valid and cannot
/// be read: a CA's before anything was written, a certificate's when all was but the end of the document.
std::int64_t write_bom(const ReadSession& session, std::string_view version,
                       const std::function<void(std::string_view)>& sink);

}  // namespace pkit::app
