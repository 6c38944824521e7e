// The kinds of otherName (RFC 5280 4.2.1.6) that pkit reads as text and writes: of each its OID and how its value is
// encoded. Included by x509/ alone.
#pragma once

#include <optional>

#include "x509/der.h"
#include "x509/san.h"

namespace pkit::x509 {

/// A userPrincipalName, KRB5PrincipalName (RFC 4556 3.2.2: "host/web1@CORP.EXAMPLE") or SmtpUTF8Mailbox (RFC 9598 3);
/// nothing for other kinds, and for a value that such a text could not say. `fields` is the content of the otherName,
/// which check_general_name() took.
std::optional<San> read_other_name(der::Reader fields);

/// The whole GeneralName of a San of one of these types.
void write_other_name(der::Writer& writer, const San& san);

/// "1.3.6.1.4.1.311.20.2.3" of a kind that pkit knows, and of any other.
std::string other_name_oid(der::Reader fields);

/// What is wrong with the value of one of these types; empty where it is well formed.
std::string other_name_fault(const San& san);

}  // namespace pkit::x509
