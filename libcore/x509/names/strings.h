// The string types of ASN.1 that names are written in, as UTF-8 and back. Included by x509/ alone.
#pragma once

#include <string>
#include <string_view>

#include "x509/der.h"

namespace pkit::x509 {

/// The text of a string element as UTF-8. Error{input "name.type"} for a tag that is no string type, {input
/// "name.value"} for octets that the type does not allow, a NUL, or no octets at all. T61String is read as Latin-1, as
/// OpenSSL does. Where `seen` is given, ASCII in a PrintableString and an empty string are noted there instead.
std::string read_string(const der::Element& e, Oddities* seen = nullptr);

/// Can a string of this type (UTF8String, PrintableString or IA5String) say this?
bool string_holds(std::uint8_t tag, std::string_view utf8);

bool is_ascii(std::string_view text);

/// Characters of valid UTF-8.
std::size_t count_characters(std::string_view utf8);

}  // namespace pkit::x509
