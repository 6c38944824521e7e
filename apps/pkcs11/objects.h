// What is asked of a token's objects, whatever is done with them: their classes, and which key is meant.
#pragma once

#include <optional>

#include "base/value.h"
#include "pkcs11/token.h"

namespace pkit::pkcs11 {

inline constexpr CK_OBJECT_CLASS kCertificate = CKO_CERTIFICATE, kPrivate = CKO_PRIVATE_KEY, kPublic = CKO_PUBLIC_KEY;

/// `value` outlives what is made of it.
template <class Number>
CK_ATTRIBUTE number(CK_ATTRIBUTE_TYPE type, const Number& value) {
  return {type, const_cast<Number*>(&value), sizeof value};
}
inline CK_ATTRIBUTE of_class(const CK_OBJECT_CLASS& value) { return number(CKA_CLASS, value); }

/// Error{config "certstore.tool"} where it is no base64 of something.
Bytes decoded(const Value& text, const char* what);

/// The CKA_ID of the key that is {Modulus} or {Point}; nothing where the token has none.
std::optional<Bytes> id_of_key(const Token& token, const Value& key);

/// Error{config "key.passphrase"} where nobody is logged in.
void require_pin(const Token& token);

}  // namespace pkit::pkcs11
