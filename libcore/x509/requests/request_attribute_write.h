// Writing an attribute of a request. Included by x509/ alone.
#pragma once

#include "x509/der.h"
#include "x509/request_attribute.h"

namespace pkit::x509 {

/// Error{input "csr.attribute"} where request_attribute_fault() finds one.
void write_request_attribute(der::Writer& out, const RequestAttribute& attribute);

}  // namespace pkit::x509
