#include "pkcs11/store.h"

#include <set>

#include "base/counted.h"
#include "base/error.h"
#include "base/text.h"
#include "pkcs11/objects.h"

namespace pkit::pkcs11 {

namespace {

constexpr CK_CERTIFICATE_TYPE kX509 = CKC_X_509;
constexpr CK_BBOOL kYes = CK_TRUE;

std::vector<CK_OBJECT_HANDLE> certificates_of(const Token& token) {
  return token.find({of_class(kCertificate), number(CKA_CERTIFICATE_TYPE, kX509)});
}

std::set<Bytes> ids_of_private_keys(const Token& token) {
  std::set<Bytes> ids;
  for (const CK_OBJECT_HANDLE key : token.find({of_class(kPrivate)}))
    if (const auto id = token.get(key, CKA_ID); id && !id->empty()) ids.insert(*id);
  return ids;
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
