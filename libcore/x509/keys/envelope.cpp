#include "x509/envelope.h"

#include <openssl/cms.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>

#include "base/error.h"
#include "ossl/ossl.h"
#include "x509/certificate.h"
#include "x509/keys/envelope_open.h"
#include "x509/private_key.h"

namespace pkit::x509 {

namespace {

constexpr const char* kMaking = "wrapping a key";
constexpr std::size_t kLargest = 16 * 1024;

using Cms = ossl::Owned<CMS_ContentInfo, CMS_ContentInfo_free>;

/// libcrypto takes a recipient as a certificate only. This one is signed by nobody; what it is asked for is its key and
/// the identifier of that.
ossl::Certificate bearer(const PublicKey& key) {
  CertificateFields fields;
  fields.serial = {1};
  fields.issuer = Name().der();
  fields.subject = Name().der();
  fields.spki = key.spki();
  fields.subject_key_bits = key.key_bits();
  const Bytes algorithm = signing_algorithm(key), no_signature = {0};
  const Bytes der = assemble(build_tbs(fields, algorithm), algorithm, no_signature);
  const unsigned char* at = der.data();
  return ossl::Certificate(ossl::need(d2i_X509(nullptr, &at, static_cast<long>(der.size())), kMaking));
}

void set_transport(CMS_RecipientInfo* recipient) {
  EVP_PKEY_CTX* context = ossl::need(CMS_RecipientInfo_get0_pkey_ctx(recipient), kMaking);
  ossl::ok(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING), kMaking);
  ossl::ok(EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()), kMaking);
  ossl::ok(EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()), kMaking);
}

void set_agreement(CMS_RecipientInfo* recipient) {
  EVP_PKEY_CTX* context = ossl::need(CMS_RecipientInfo_get0_pkey_ctx(recipient), kMaking);
  ossl::ok(EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()), kMaking);
  EVP_CIPHER_CTX* wrap = ossl::need(CMS_RecipientInfo_kari_get0_ctx(recipient), kMaking);
  ossl::ok(EVP_EncryptInit_ex(wrap, EVP_aes_256_wrap(), nullptr, nullptr, nullptr), kMaking);
}

/// What was written into this memory, which wipes itself.
Secret taken(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return Secret(std::string(data, static_cast<std::size_t>(size)));
}

[[noreturn]] void refuse(const char* why) {
  ossl::forget_errors();
  throw Error(Kind::input, "vault.wrap", std::string("the wrapped key ") + why);
}

}  // namespace

bool can_receive(const PublicKey& key) { return key.type() == KeyType::rsa || key.type() == KeyType::ec; }

Bytes make_envelope(BytesView secret, const PublicKey& recipient) {
  if (!can_receive(recipient))
    throw Error(Kind::denied, "vault.key", std::string("nothing can be sealed to an ") + recipient.type_word() + " key",
                "keys that receive are RSA and EC; " + std::string(recipient.type_word()) + " keys only sign");
  ossl::start();
  const Cms cms(ossl::need(CMS_AuthEnvelopedData_create(EVP_aes_256_gcm()), kMaking));
  ossl::ok(CMS_set_detached(cms.get(), 0), kMaking);
  const ossl::Certificate certificate = bearer(recipient);
  CMS_RecipientInfo* info = ossl::need(
      CMS_add1_recipient_cert(cms.get(), certificate.get(), CMS_USE_KEYID | CMS_KEY_PARAM | CMS_BINARY), kMaking);
  recipient.type() == KeyType::rsa ? set_transport(info) : set_agreement(info);
  const ossl::Bio in(ossl::need(BIO_new_mem_buf(secret.data(), static_cast<int>(secret.size())), kMaking));
  ossl::ok(CMS_final(cms.get(), in.get(), nullptr, CMS_BINARY), kMaking);
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(cms.get(), &der);
  if (size <= 0) ossl::fail(kMaking);
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

Secret open_envelope(BytesView envelope, const KeyMaterial& key) {
  ossl::start();
  if (!can_receive(key.public_key)) refuse("is for a key that can receive, and this one only signs");
  if (envelope.size() > kLargest) refuse("is too large");
  const unsigned char* at = envelope.data();
  const Cms cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(envelope.size())));
  if (!cms || at != envelope.data() + envelope.size()) refuse("is no CMS structure");
  if (OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_id_smime_ct_authEnvelopedData) refuse("is of another CMS type");
  if (sk_CMS_RecipientInfo_num(CMS_get0_RecipientInfos(cms.get())) != 1) refuse("has not one recipient");
  const ossl::Bio out(ossl::need(BIO_new(BIO_s_secmem()), "opening a wrapped key"));
  if (CMS_decrypt(cms.get(), key.key.get(), nullptr, nullptr, out.get(), CMS_BINARY) != 1)
    refuse("does not open with this key");
  ossl::forget_errors();
  return taken(out.get());
}

}  // namespace pkit::x509
