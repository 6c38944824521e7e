// Names made comparable (RFC 5280 7.1): case, spaces, string types and Unicode compositions do not count.
#pragma once

#include <string>
#include <string_view>

#include "x509/name.h"

namespace pkit::x509 {

/// RFC 4518 2: NFKC, case folded, runs of spaces as one and none at the ends. `utf8` is valid.
std::string normalized_text(std::string_view utf8);
/// One RDN, or the whole name: equal texts, equal names. Types as OIDs; the attributes of an RDN are a set. An RDN's
/// text is not empty and ends in a way that no other's goes on with, so that a prefix of RDNs is a prefix of the text.
std::string normalized(const std::vector<Attribute>& rdn);
std::string normalized(const Name& name);

}  // namespace pkit::x509
