// Files of private keys: what we read libcrypto reads as the same key, it signs, and what we write we read again.
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "libcrypto.h"
#include "targets.h"
#include "x509/pem.h"
#include "x509/private_key.h"

namespace pkit::fuzz {

namespace {

using x509::PrivateKey;

constexpr std::string_view kPassphrase = "open sesame";  // of the corpus

constexpr Stricter kStricterWithKeys[] = {
    {"key.file", "algorithms, curves, sizes and forms that pkit does not take, and what is no DER inside"},
};

int give_passphrase(char* buffer, int size, int, void*) {
  if (size < static_cast<int>(kPassphrase.size())) return -1;
  kPassphrase.copy(buffer, kPassphrase.size());
  return static_cast<int>(kPassphrase.size());
}

ossl::Key their_key(std::string_view pem) {
  const ossl::Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  ossl::Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, nullptr));
  ossl::forget_errors();
  return key;
}

Bytes id_of(const ossl::Key& key) {
  const x509::JudgedKey judged = x509::judge_key(encoded(i2d_PUBKEY, key.get()), x509::KeySource::certificate);
  PROMISE(judged.key && judged.faults.empty());
  return judged.key->key_id();
}

void usable(const PrivateKey& key) {
  std::vector<Fault> faults;
  const Bytes message = {'m'};
  const auto algorithm = x509::read_signature_algorithm(key.signature_algorithm(), faults);
  PROMISE(faults.empty());
  PROMISE(x509::verify(key.public_key(), algorithm, message, key.sign(message)));
  const PrivateKey again = PrivateKey::read(key.to_pem(Secret()).reveal(), Secret(), "again");
  PROMISE(again.public_key().spki() == key.public_key().spki());
}

using Sealed = ossl::Owned<X509_SIG, X509_SIG_free>;
using Pbes2 = ossl::Owned<PBE2PARAM, PBE2PARAM_free>;
using Pbkdf2 = ossl::Owned<PBKDF2PARAM, PBKDF2PARAM_free>;

template <class T>
T* parameters_of(const X509_ALGOR* algorithm, const ASN1_ITEM* item) {
  return algorithm ? static_cast<T*>(ASN1_TYPE_unpack_sequence(item, algorithm->parameter)) : nullptr;
}

/// Of the key derivation, as libcrypto reads it; 0 where there is none.
std::int64_t iterations(std::string_view pem) {
  const ossl::Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Sealed sealed(PEM_read_bio_PKCS8(bio.get(), nullptr, nullptr, nullptr));
  const X509_ALGOR* algorithm = nullptr;
  if (sealed) X509_SIG_get0(sealed.get(), &algorithm, nullptr);
  const Pbes2 scheme(parameters_of<PBE2PARAM>(algorithm, ASN1_ITEM_rptr(PBE2PARAM)));
  const Pbkdf2 derivation(parameters_of<PBKDF2PARAM>(scheme ? scheme->keyfunc : nullptr, ASN1_ITEM_rptr(PBKDF2PARAM)));
  std::int64_t count = 0;
  if (derivation) ASN1_INTEGER_get_int64(&count, derivation->iter);
  ossl::forget_errors();
  return count;
}

/// The same blocks as everybody writes them: a blank line within one ends it for libcrypto, and not for RFC 7468.
std::string rewritten(std::string_view pem) {
  std::string text;
  for (const x509::PemBlock& block : x509::read_pem(pem)) text += x509::write_pem(block.label, block.der);
  return text;
}

}  // namespace

int fuzz_key(BytesView bytes) {
  const std::string_view pem = as_text(bytes);
  if (iterations(pem) > 20'000) return 0;  // we take up to ten million, but not many of those a minute
  const auto ours = accepted({"key.file", "key.passphrase"},
                             [&] { return PrivateKey::read(pem, Secret(std::string(kPassphrase)), "key.pem"); });
  if (ours) {
    const ossl::Key theirs = their_key(rewritten(pem));
    PROMISE(theirs != nullptr);
    PROMISE(id_of(theirs) == ours->public_key().key_id());
    usable(*ours);
  } else if (pem.find("ENCRYPTED") == std::string_view::npos && their_key(pem) != nullptr) {
    // Of encrypted keys libcrypto is not asked: it would run any number of iterations.
    refused_alone("key", "key.file", kStricterWithKeys);
  }
  ossl::forget_errors();
  return 0;
}

}  // namespace pkit::fuzz
