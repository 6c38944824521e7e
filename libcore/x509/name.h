// Distinguished names (RFC 5280 4.1.2.4) as values over their original bytes; RFC 4514 text in and out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "x509/tolerance.h"

namespace pkit::x509 {

/// One attribute of an RDN; `value` is UTF-8 whatever string type it came in.
struct Attribute {
  std::string oid;       // dotted
  std::string value;     // of a BIT STRING "#" and the hex of its DER (RFC 4514 2.4)
  std::uint8_t tag = 0;  // string type it was read in
};

class Name {
 public:
  /// Reads a Name's DER (a SEQUENCE). Error{input "der.*" or "name.*"}: not DER, empty RDN, unknown string type,
  /// invalid encoding of its type, empty value, NUL in a value, more than 64 attributes. `offset` is where it begins,
  /// for errors. Where `seen` is given, what others wrote loosely and means the same to everybody is noted there
  /// instead. An x500UniqueIdentifier is a BIT STRING (X.520 6.2.7).
  static Name parse(BytesView der, std::size_t offset = 0, Oddities* seen = nullptr);
  /// RFC 4514 text ("CN=web1,O=Acme"), most specific first as people write it or as OpenSSL's "/O=Acme/CN=web1";
  /// keys: CN O OU C ST L DC UID SN serialNumber emailAddress STREET T GN title or a dotted OID; "+" joins the
  /// attributes of one RDN. Error{usage "name.text"}, and as of() does for values.
  static Name from_text(std::string_view text);
  /// One single-valued RDN an attribute, in this order (most general first); UTF8String, C and serialNumber
  /// PrintableString, DC and emailAddress IA5String. Error{input "name.length"} for a value beyond RFC 5280's upper
  /// bounds (CN 64 characters, C 2, ...), {input "name.value"} for one that its string type cannot hold or that is
  /// empty, {usage "name.text"} for an unknown key.
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
  Bytes der_ = {0x30, 0x00};
  std::vector<std::vector<Attribute>> rdns_;
};

/// "CN" -> "2.5.4.3", in either case; a dotted OID is itself; nothing for a word we do not know. And back, the dotted
/// OID itself where there is no word.
std::optional<std::string> attribute_oid(std::string_view key);
std::string attribute_key(std::string_view oid);

}  // namespace pkit::x509
