// The attributes of a request (RFC 2986 4.1) and the extensions it asks for (RFC 2985 5.4.2). Included by x509/ alone.
#pragma once

#include <vector>

#include "base/error.h"
#include "x509/csr.h"
#include "x509/der.h"

namespace pkit::x509 {

/// Reads every attribute into `csr`; what is wrong with one does not keep the others from being read.
void read_attributes(der::Reader list, Csr& csr, std::vector<Fault>& faults);

/// Writes the attributes of a list that was read before; a challengePassword keeps its type but no value.
void write_without_password(der::Writer& writer, der::Reader list);

}  // namespace pkit::x509
