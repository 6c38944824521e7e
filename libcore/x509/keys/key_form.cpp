#include "x509/key_form.h"

#include "ossl/ossl.h"
#include "x509/keys/pkcs8.h"
#include "x509/pem.h"

namespace pkit::x509 {

namespace {

constexpr const char* kWriting = "writing a private key";

/// i2d_PrivateKey writes the form that is older than PKCS#8 where a type has one.
Secret traditional(const PrivateKey& key) {
  const Secret pkcs8 = pkcs8_from_pem(key.to_pem({}).reveal(), {});
  const BytesView der = as_bytes(pkcs8.reveal());
  const unsigned char* at = der.data();
  const ossl::Pkcs8 info(ossl::need(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())), kWriting));
  const ossl::Key pair(ossl::need(EVP_PKCS82PKEY(info.get()), kWriting));
  return ossl::secret_der(i2d_PrivateKey, pair.get());
}

}  // namespace

KeyForm key_form(std::string_view label, std::string_view block) {
  if (label == "PRIVATE KEY") return KeyForm::pkcs8;
  if (label == "ENCRYPTED PRIVATE KEY") return KeyForm::encrypted_pkcs8;
  return block.find("\nDEK-Info:") == block.npos ? KeyForm::traditional : KeyForm::encrypted_traditional;
}

const char* key_form_word(KeyForm form) {
  switch (form) {
    case KeyForm::pkcs8:
      return "PKCS#8";
    case KeyForm::encrypted_pkcs8:
      return "encrypted PKCS#8";
    case KeyForm::traditional:
      return "traditional";
    case KeyForm::encrypted_traditional:
      return "encrypted traditional";
  }
  return "";
}

Secret key_in_form(const PrivateKey& key, KeyForm form, const Secret& passphrase) {
  if (form == KeyForm::encrypted_pkcs8 || form == KeyForm::encrypted_traditional) return key.to_pem(passphrase);
  const KeyType type = key.public_key().type();
  if (form == KeyForm::pkcs8 || (type != KeyType::rsa && type != KeyType::ec)) return key.to_pem({});
  return Secret(
      write_pem(type == KeyType::rsa ? "RSA PRIVATE KEY" : "EC PRIVATE KEY", as_bytes(traditional(key).reveal())));
}

}  // namespace pkit::x509
