// What is in a PKCS#12 file, bag by bag (RFC 7292 4.2). Internal to x509/.
#pragma once

#include <openssl/pkcs12.h>

#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "ossl/ossl.h"

namespace pkit::x509 {

struct FreeSafes {
  void operator()(STACK_OF(PKCS7) * stack) const noexcept { sk_PKCS7_pop_free(stack, PKCS7_free); }
};
struct FreeBags {
  void operator()(STACK_OF(PKCS12_SAFEBAG) * stack) const noexcept {
    sk_PKCS12_SAFEBAG_pop_free(stack, PKCS12_SAFEBAG_free);
  }
};
using Pkcs12File = ossl::Owned<PKCS12, PKCS12_free>;
using Pkcs12Safes = std::unique_ptr<STACK_OF(PKCS7), FreeSafes>;
using Pkcs12Bags = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), FreeBags>;

/// A file of which the password was found to be right. Error{input "key.file"}, {config "key.passphrase"} as
/// open_pkcs12() has them.
Pkcs12File open_file(BytesView pkcs12, const Secret& password);

struct BagEntry {
  std::string alias;    // friendlyName, UTF-8; may be empty
  Bytes local_id;       // localKeyID; may be empty
  std::size_t bag = 0;  // its place in Pkcs12Contents::bags
};
struct KeyEntry : BagEntry {
  ossl::Pkcs8 key;
  ossl::Key pair;  // the same to work with; null where libcrypto does not know its type
};
struct CertificateEntry : BagEntry {
  ossl::Certificate certificate;
};

/// In the file's order. Which bag stands where tells nothing: keytool writes keys first, openssl leaves.
struct Pkcs12Contents {
  std::vector<KeyEntry> keys;
  std::vector<CertificateEntry> certificates;
  std::vector<Secret> bags;         // DER of each SafeBag, those of others too; keys as they are encrypted
  std::vector<std::string> unread;  // a sentence for each certificate or safe that is not understood
  bool nested = false;              // some bag was inside of another, which is not among `bags` by itself
};
/// Error{input "key.file"} where it cannot be opened as far as here, or is too much, or too much work.
Pkcs12Contents contents_of(PKCS12& file, const Secret& password);

/// Is this certificate over this key? By localKeyID where both have one.
bool is_over(const CertificateEntry& entry, const KeyEntry& key);

/// DER of a certificate.
Bytes encoded(const X509* certificate);

}  // namespace pkit::x509
