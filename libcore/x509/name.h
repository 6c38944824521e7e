// Distinguished names (RFC 5280 4.1.2.4) as values over their original bytes; RFC 4514 text in and out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace pkit::x509 {

/// One attribute of an RDN; `value` is UTF-8 whatever string type it came in.
struct Attribute {
  std::string oid;    // dotted
  std::string value;
  std::uint8_t tag = 0;  // string type it was read in
};

class Name {
 public:
  /// Reads a Name's DER (a SEQUENCE). Error{input "name.*"}: not DER, empty RDN, unknown string type, invalid encoding of
  /// its type, NUL in a value, more than 64 attributes.
  static Name parse(BytesView der);
  /// RFC 4514 text ("CN=web1,O=Acme"), most specific first as people write it or as OpenSSL's "/O=Acme/CN=web1";
  /// keys: CN O OU C ST L DC UID SN serialNumber emailAddress STREET T GN title or a dotted OID. Error{usage "name.text"}.
  static Name from_text(std::string_view text);
  /// One single-valued RDN an attribute, in this order (most general first); UTF8String, C and serialNumber PrintableString, DC and
  /// emailAddress IA5String. Error{input} for a value beyond RFC 5280's upper bounds (CN 64 characters, C 2, ...).
  static Name of(const std::vector<std::pair<std::string, std::string>>& attributes);  // {"CN", "web1"}

  const Bytes& der() const { return der_; }
  bool empty() const { return rdns_.empty(); }
  const std::vector<std::vector<Attribute>>& rdns() const { return rdns_; }
  /// All values of one attribute type ("CN"), in order.
  std::vector<std::string> values(std::string_view key) const;
  /// RFC 4514, most specific first: "CN=web1,O=Acme"; empty for the empty name.
  std::string text() const;
  /// Same types, values equal after case folding and white space compression (RFC 5280 7.1, ASCII).
  bool same_as(const Name& other) const;

 private:
  Bytes der_;
  std::vector<std::vector<Attribute>> rdns_;
};

/// "CN" -> "2.5.4.3"; nothing for a word we do not know. And back, the dotted OID itself where there is no word.
std::optional<std::string> attribute_oid(std::string_view key);
std::string attribute_key(std::string_view oid);

}  // namespace pkit::x509
