// Name constraints (RFC 5280 4.2.1.10): written, and asked of names by libcrypto, whose word counts with those who rely
// on what is issued.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "x509/certificate.h"

namespace pkit::x509 {

/// The value of the extension. Subtrees are "dns:corp.example", "email:corp.example", "uri:.corp.example",
/// "ip:10.0.0.0/8" or "dirname:O=Acme,C=DE". Error{usage "constraints.text"}; both lists may not be
/// empty.
Bytes write_name_constraints(const std::vector<std::string>& permitted, const std::vector<std::string>& excluded);

/// Can libcrypto read the constraints of this CA? True where it has none.
bool has_readable_constraints(const Certificate& ca);

/// What of a certificate's names `ca` does not permit: "subject", "dns:web1.other.example"; empty where all is well, or
/// `ca` constrains no names. Fails closed: where nothing can be told of it, everything is named.
std::vector<std::string> names_outside(const CertificateFields& fields, const Certificate& ca);

}  // namespace pkit::x509
