// Distinguished names as Java's X500Principal.getName(RFC2253) writes them: what programs of the document's PKI bridge
// compare with.
#pragma once

#include <string>

#include "x509/name.h"

namespace pkit::x509 {

/// RFC 2253, most specific first, to the letter of OpenJDK 17: nine types by their keyword, every other by its OID with
/// the DER in hexadecimal; '=' and '#' escaped anywhere. A string's octets are taken for UTF-8 whatever its type says,
/// so that a BMPString shows its NULs as "\00" and Latin-1 beyond ASCII becomes U+FFFD; Name::text() is for people.
std::string x500_text(const Name& name);

}  // namespace pkit::x509
