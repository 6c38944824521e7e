#include "pkcs11/store.h"

#include <set>

#include "base/counted.h"
#include "base/error.h"
#include "base/text.h"

namespace pkit::pkcs11 {

namespace {

constexpr CK_OBJECT_CLASS kCertificate = CKO_CERTIFICATE, kPrivate = CKO_PRIVATE_KEY, kPublic = CKO_PUBLIC_KEY;
constexpr CK_CERTIFICATE_TYPE kX509 = CKC_X_509;
constexpr CK_BBOOL kYes = CK_TRUE;

template <class Number>
CK_ATTRIBUTE number(CK_ATTRIBUTE_TYPE type, const Number& value) {
  return {type, const_cast<Number*>(&value), sizeof value};
}

CK_ATTRIBUTE of_class(const CK_OBJECT_CLASS& value) { return number(CKA_CLASS, value); }

std::vector<CK_OBJECT_HANDLE> certificates_of(const Token& token) {
  return token.find({of_class(kCertificate), number(CKA_CERTIFICATE_TYPE, kX509)});
}

Bytes decoded(const Value& text, const char* what) {
  const auto bytes = text.is_text() ? from_base64(text.as_text()) : std::nullopt;
  if (!bytes || bytes->empty()) throw Error(Kind::config, "certstore.tool", std::string(what) + " is no base64");
  return *bytes;
}

std::set<Bytes> ids_of_private_keys(const Token& token) {
  std::set<Bytes> ids;
  for (const CK_OBJECT_HANDLE key : token.find({of_class(kPrivate)}))
    if (const auto id = token.get(key, CKA_ID); id && !id->empty()) ids.insert(*id);
  return ids;
}

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

/// Of the key that a certificate is over; nothing where the token has none.
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

/// The one with these bytes that is called so, by its label or, where it has none, by its bytes alone; nothing where
/// there is none. Error{conflict "certstore.several"}: what is destroyed does not come back.
std::optional<CK_OBJECT_HANDLE> object_of(const Token& token, const Bytes& der, const std::string& alias) {
  std::vector<CK_OBJECT_HANDLE> called, nameless;
  for (const CK_OBJECT_HANDLE object : certificates_of(token)) {
    if (const auto value = token.get(object, CKA_VALUE); !value || *value != der) continue;
    const Bytes label = token.get(object, CKA_LABEL).value_or(Bytes());
    if (label.empty()) nameless.push_back(object);
    if (!label.empty() && storable(as_text(label)) == alias) called.push_back(object);
  }
  const std::vector<CK_OBJECT_HANDLE>& found = called.empty() ? nameless : called;
  if (found.size() > 1)
    throw Error(Kind::conflict, "certstore.several",
                "the token has " + std::to_string(found.size()) + " of that certificate called '" + printable(alias) +
                    "', which differ in their CKA_ID at most");
  return found.empty() ? std::nullopt : std::optional(found.front());
}

void require_pin(const Token& token) {
  if (!token.logged_in())
    throw Error(Kind::config, "key.passphrase", "a token is changed under its PIN, and none is known");
}

}  // namespace

Value inventory(const Token& token) {
  const std::set<Bytes> keys = ids_of_private_keys(token);
  Value items = Value::list();
  std::size_t unread = 0;
  for (const CK_OBJECT_HANDLE object : certificates_of(token)) {
    const auto der = token.get(object, CKA_VALUE);
    if (!der || der->empty()) {
      ++unread;
      continue;
    }
    const Bytes id = token.get(object, CKA_ID).value_or(Bytes()),
                label = token.get(object, CKA_LABEL).value_or(Bytes());
    items.push(Value::map({{"Alias", storable(as_text(label))},
                           {"Certificates", Value::list(std::vector<std::string>{to_base64(*der)})},
                           {"PrivateKeyEntry", keys.contains(id)},
                           {"UseChainLevel", false},
                           {"Parameters", Value::map({{"Id", to_hex(id)}})}}));
  }
  Value answer = Value::map({{"result", unread == 0 ? "Success" : "Warning"}, {"items", std::move(items)}});
  if (unread > 0) answer.set("message", counted(unread, "certificate") + " of the token cannot be read");
  if (!token.logged_in())
    answer.set("remarks", Value::list(std::vector<std::string>{"no PIN is known: private keys are not seen"}));
  return answer;
}

Value add(const Token& token, const Value& parameter) {
  require_pin(token);
  const Value& given = parameter["JobCertificate"];
  const Bytes der = decoded(given["Contents"], "Contents"), subject = decoded(given["Subject"], "Subject");
  const Bytes issuer = decoded(given["Issuer"], "Issuer"), serial = decoded(given["SerialNumber"], "SerialNumber");
  const std::string label = given.text_or("Alias");
  const Bytes id =
      id_of_key(token, given["PublicKey"]).value_or(from_hex(given.text_or("Thumbprint")).value_or(Bytes()));
  std::optional<CK_OBJECT_HANDLE> former;
  if (parameter["Replaces"].is_text()) former = object_of(token, decoded(parameter["Replaces"], "Replaces"), label);
  token.create({of_class(kCertificate), number(CKA_CERTIFICATE_TYPE, kX509), number(CKA_TOKEN, kYes),
                attribute(CKA_LABEL, as_bytes(label)), attribute(CKA_ID, id), attribute(CKA_SUBJECT, subject),
                attribute(CKA_ISSUER, issuer), attribute(CKA_SERIAL_NUMBER, serial), attribute(CKA_VALUE, der)});
  if (former) token.destroy(*former);
  return Value::map({{"result", "Success"}});
}

Value remove(const Token& token, const Value& parameter) {
  require_pin(token);
  const Value& given = parameter["JobCertificate"];
  const auto object = object_of(token, decoded(given["Contents"], "Contents"), given.text_or("Alias"));
  if (object) token.destroy(*object);
  return Value::map({{"result", object ? "Success" : "Warning"}});
}

}  // namespace pkit::pkcs11
