// GeneralNames of every type (RFC 5280 4.2.1.6), also of those that pkit has no use for. Included by x509/ alone.
#pragma once

#include "x509/der.h"
#include "x509/general_names.h"

namespace pkit::x509 {

/// Throws Error{input "der.*", "name.*"} for an element that is no GeneralName. What the text of a name, URI or address
/// must look like is not asked here.
void check_general_name(const der::Reader& parent, const der::Element& name);
/// The content of a GeneralNames, whatever its tag was.
void check_general_names(der::Reader names);

/// The same checks, and the name as a value. And the content of a GeneralNames, which must not be empty, whatever its
/// tag was.
GeneralName read_general_name(const der::Reader& parent, const der::Element& name);
std::vector<GeneralName> read_general_names(der::Reader names);

}  // namespace pkit::x509
