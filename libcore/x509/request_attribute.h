// Attributes of a request whose value is a text (RFC 2985 5.4, and any other type by its OID): what document D's
// additionalAttributes ask for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "x509/csr.h"

namespace pkit::x509 {

struct RequestAttribute {
  std::string oid;    // dotted
  std::string value;  // UTF-8
};

/// "challengePassword" -> "1.2.840.113549.1.9.7", in either case; a dotted OID is itself. Nothing for another word, and
/// for an attribute whose value is no text (extensionRequest, signingTime, ...).
std::optional<std::string> request_attribute_oid(std::string_view word);
/// Why no attribute of this type says this; empty where one can: 1 to 255 characters that its string type has.
std::string request_attribute_fault(std::string_view oid, std::string_view value);
/// Every value of every attribute that is a text, in whatever string type. Of a Csr without faults.
std::vector<RequestAttribute> request_attributes(const Csr& csr);

}  // namespace pkit::x509
