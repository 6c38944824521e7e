// PKCS#12 (RFC 7292): a key, its certificate and its chain in one file under one password, for programs that want them
// so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace pkit::x509 {

struct Pkcs12Content {
  std::string_view key_pem;   // any form that PrivateKey::read takes
  const Secret& passphrase;   // of that PEM, empty where it is plain
  BytesView certificate;      // DER
  std::vector<Bytes> chain;   // DER, issuer first
  std::string friendly_name;  // UTF-8
};

/// DER. Key and certificates are encrypted by PBES2 (AES-256-CBC, PBKDF2 with HMAC-SHA256); the whole has an
/// HMAC-SHA256. `password` is UTF-8 and not empty. Error{config "key.passphrase"} or {input "key.file"} for the key.
Secret make_pkcs12(const Pkcs12Content& content, const Secret& password);

/// One key of it, its certificate, and the others that are no other key's, in their own order. `pkcs12` is DER.
struct Pkcs12Opened {
  Secret key_pem;  // plain PKCS#8
  Bytes certificate;
  std::vector<Bytes> others;
};
/// The key is the only one, or that of `alias`, whose case does not matter. Error{config "key.passphrase"} for a
/// password that does not open it; {input "key.file"} for what is no PKCS#12, holds no such key with its certificate,
/// several where no alias is given, a MAC of a scheme that nobody here knows, or needs algorithms that libcrypto has
/// not got here, with the command that converts it.
Pkcs12Opened open_pkcs12(BytesView pkcs12, const Secret& password, const std::string& alias = {});
/// Does this look like PKCS#12? By its first elements: SEQUENCE { 3, SEQUENCE ... }.
bool is_pkcs12(BytesView file);

/// Is this PKCS#12, does the password open it, and is this its certificate?
bool pkcs12_holds(BytesView pkcs12, const Secret& password, BytesView certificate);

}  // namespace pkit::x509
