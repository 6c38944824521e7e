// A key pair that is made on a token, and a request over it (PKCS#10) that the token signs: no private key leaves it.
#pragma once

#include "base/value.h"
#include "pkcs11/token.h"

namespace pkit::pkcs11 {

/// JobProperties.keyType says which kind; JobCertificate.Alias is its label, `Subject` the request's name and
/// `Attributes` what is in its attributes, base64 of DER. {result, csr}. Error{usage "certstore.key"} for a kind that
/// is not made on tokens. With OperationType Refused: the pair over PublicKey goes, unless a certificate stands beside
/// it. {result}.
Value reenroll(const Token& token, const Value& parameter);

}  // namespace pkit::pkcs11
