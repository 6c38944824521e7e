// The certificates of a token as entries of a store (document B's procedures), each beside its key by CKA_ID.
#pragma once

#include "base/value.h"
#include "pkcs11/token.h"

namespace pkit::pkcs11 {

/// {result, items: [{Alias, Certificates, PrivateKeyEntry, UseChainLevel, Parameters: {Id}}], message, remarks}. The
/// result is Warning where a certificate cannot be read.
Value inventory(const Token& token);

/// Puts JobCertificate.Contents there under the CKA_ID of its key, where that is on the token; then what `Replaces`
/// has under the same name goes. {result}. Error{conflict "certstore.several"}.
Value add(const Token& token, const Value& parameter);

/// Takes the certificate of that name away; its key stays. {result}, Warning where it is not there. Error{conflict
/// "certstore.several"}.
Value remove(const Token& token, const Value& parameter);

}  // namespace pkit::pkcs11
