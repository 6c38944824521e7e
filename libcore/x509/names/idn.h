// Internationalized host names (RFC 5891): only to tell people the form that a certificate has.
#pragma once

#include <string>
#include <string_view>

namespace pkit::x509 {

/// "xn--mller-kva.example" for "müller.example" in UTF-8; empty for what is ASCII already or no such name.
std::string a_labels(std::string_view name);

}  // namespace pkit::x509
