#include "pkcs11/objects.h"

#include "base/error.h"
#include "base/text.h"

namespace pkit::pkcs11 {

namespace {

/// The CKA_ID of an object that has this attribute.
std::optional<Bytes> id_of(const Token& token, const CK_OBJECT_CLASS& kind, CK_ATTRIBUTE_TYPE type,
                           const Bytes& value) {
  for (const CK_OBJECT_HANDLE key : token.find({of_class(kind), attribute(type, value)}))
    if (auto id = token.get(key, CKA_ID); id && !id->empty()) return id;
  return std::nullopt;
}

/// A point is an OCTET STRING in DER (PKCS #11 2.40, 6.3.3), and with some modules its octets alone.
std::vector<Bytes> spellings(const Bytes& point) {
  Bytes wrapped{0x04};
  if (point.size() >= 0x80) wrapped.push_back(0x81);
  wrapped.push_back(static_cast<std::uint8_t>(point.size()));
  wrapped.insert(wrapped.end(), point.begin(), point.end());
  return {wrapped, point};
}

}  // namespace

Bytes decoded(const Value& text, const char* what) {
  const auto bytes = text.is_text() ? from_base64(text.as_text()) : std::nullopt;
  if (!bytes || bytes->empty()) throw Error(Kind::config, "certstore.tool", std::string(what) + " is no base64");
  return *bytes;
}

std::optional<Bytes> id_of_key(const Token& token, const Value& key) {
  std::vector<std::pair<CK_ATTRIBUTE_TYPE, Bytes>> ways;
  if (key["Modulus"].is_text()) ways.emplace_back(CKA_MODULUS, decoded(key["Modulus"], "Modulus"));
  if (key["Point"].is_text())
    for (Bytes& spelled : spellings(decoded(key["Point"], "Point")))
      ways.emplace_back(CKA_EC_POINT, std::move(spelled));
  for (const auto& [type, value] : ways)
    for (const CK_OBJECT_CLASS* kind : {&kPrivate, &kPublic})
      if (auto id = id_of(token, *kind, type, value)) return id;
  return std::nullopt;
}

void require_pin(const Token& token) {
  if (!token.logged_in())
    throw Error(Kind::config, "key.passphrase", "a token is changed under its PIN, and none is known");
}

}  // namespace pkit::pkcs11
