// GeneralNames (RFC 5280 4.2.1.6) of the types that pkit grants; others are kept as what they are called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "x509/tolerance.h"

namespace pkit::x509 {

/// `upn`, `kerberos` and `smtputf8` are otherNames, `rid` is registeredID.
enum class SanType { dns, ip, email, uri, upn, kerberos, smtputf8, rid, other };

struct San {
  SanType type = SanType::dns;
  std::string value;  // text; ip in canonical text form; for `other` its type's name and what it says ("dirName CN=x")
  auto operator<=>(const San&) const = default;
};

const char* san_word(SanType type);    // "dns", "ip", "email", "uri", "upn", ..., "other"
std::string san_text(const San& san);  // "dns:web1.corp.example", as parse_san() takes it

/// A name that stands in a certificate or request and is none: "dns:foo_bar", and what is wrong with it.
struct IllName {
  std::string name, what;
};

/// The value of a subjectAltName extension (a SEQUENCE). What is not well formed (empty, NUL, not IA5, a dns name that
/// is none (RFC 1034, wildcard leftmost label allowed), an ip of wrong length) is a fault of kind input ("san.*") with
/// where = "subjectAltName[i]" and left out, but told in `ill`; what is no GeneralName ends the list with a fault
/// "der.*" or "name.*" with where = "byte N" (`offset` is where the value begins). What is well formed but of a type we
/// do not take is `other` and no fault here. Underscores in dns names are noted in `seen` where that is given.
std::vector<San> read_sans(BytesView der, std::vector<Fault>& faults, std::size_t offset = 0,
                           std::vector<IllName>* ill = nullptr, Oddities* seen = nullptr);
/// "dns:web1.corp.example", "ip:10.0.0.1", "email:..", "uri:..", "upn:..", "kerberos:..", "smtputf8:..", "rid:1.2.3"
/// (the word in either case); throws Error{usage "san.text"} naming the nearest word or what is wrong with the value.
San parse_san(std::string_view text);
/// The same checks over one value; empty where it is well formed, else what is wrong with it.
std::string san_fault(const San& san);
/// Letters, digits and hyphens in labels of at most 63 octets, 253 in all; not ending in a number, as an address does.
bool valid_dns_name(std::string_view name);
/// The same, with underscores: what Windows and SRV records have, and a profile can let pass.
bool valid_dns_name_but_underscores(std::string_view name);
/// The extension's value for these names (`other` is not written).
Bytes write_sans(const std::vector<San>& sans);

}  // namespace pkit::x509
