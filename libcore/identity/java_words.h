// Algorithms as Java calls them (document D's certificate, D26, D30).
#pragma once

#include <string>
#include <string_view>

#include "x509/key.h"

namespace pkit::identity {

/// PublicKey.getAlgorithm(): "RSA", "RSASSA-PSS", "EC", "EdDSA".
std::string java_key_word(const x509::PublicKey& key);
/// X509Certificate.getSigAlgName() of OpenJDK 17 for this OID: "SHA1withRSA", "SHA512/256withRSA", "Ed25519"; the OID
/// itself where Java has no word.
std::string java_signature_word(std::string_view oid);

}  // namespace pkit::identity
