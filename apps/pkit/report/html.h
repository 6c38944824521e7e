// HTML out of texts that anybody may have chosen: what is not the page's own is data there.
#pragma once

#include <string>
#include <string_view>

namespace pkit::app {

/// As text of an element and within the quotes of an attribute: control and bidirectional characters and what is no
/// UTF-8 stand as \xNN and \u{NNNN} (base/text.h), and the five characters that mean something to HTML as references.
std::string html_text(std::string_view text);

}  // namespace pkit::app
