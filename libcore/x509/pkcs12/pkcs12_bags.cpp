// The bags of a PKCS#12 file.
#include "x509/pkcs12/pkcs12_bags.h"

#include <openssl/objects.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "x509/keys/key_refused.h"
#include "x509/keys/pkcs8.h"

namespace pkit::x509 {

namespace {

constexpr const char* kReading = "reading a PKCS#12 file";
constexpr const char* kConvert =
    "openssl pkcs12 -legacy -in FILE -nodes -out ALL.pem && openssl pkcs12 -export -in ALL.pem -out NEW";
constexpr int kDeepest = 8;
constexpr std::size_t kMostBags = 1000;
constexpr std::int64_t kMostWork = 60'000'000;  // of all bags, in iterations: a hundred keys as pkit writes them

/// libcrypto knows it since 3.4 (RFC 9579).
bool knows_pbmac1() { return OpenSSL_version_num() >= 0x30400000UL; }

std::string oid_text(const ASN1_OBJECT* object) {
  char oid[64];
  OBJ_obj2txt(oid, sizeof oid, object, 1);
  return oid;
}

/// Before it is opened: libcrypto would do any work that a file demands.
std::int64_t require_bearable(const X509_ALGOR* algorithm) {
  unsigned char* buffer = nullptr;
  const int size = i2d_X509_ALGOR(algorithm, &buffer);
  if (size <= 0) ossl::fail(kReading);
  const Bytes der(buffer, buffer + size);
  OPENSSL_free(buffer);
  return require_bearable_encryption(der);
}

/// The MAC tells a wrong password from a scheme that libcrypto does not know.
void require_mac(PKCS12& file, const Secret& password) {
  constexpr long most_iterations = 10'000'000;
  const X509_ALGOR* algorithm = nullptr;
  const ASN1_INTEGER* iterations = nullptr;
  PKCS12_get0_mac(nullptr, &algorithm, nullptr, &iterations, &file);
  if (!algorithm) refuse_key("it has no MAC that says whether the password is right", kConvert);
  const ASN1_OBJECT* digest = nullptr;
  X509_ALGOR_get0(&digest, nullptr, nullptr, algorithm);
  const bool pbmac1 = oid_text(digest) == "1.2.840.113549.1.5.14";
  if (pbmac1 && !knows_pbmac1())
    refuse_key("its MAC is PBMAC1 (RFC 9579), which libcrypto does not know here",
               "openssl pkcs12 -in FILE -nodes -out ALL.pem && openssl pkcs12 -export -in ALL.pem -out NEW, with the "
               "OpenSSL that made it");
  if (pbmac1) require_bearable(algorithm);
  if (iterations && ASN1_INTEGER_get(iterations) > most_iterations) refuse_key("its iteration count is out of bounds");
  if (PKCS12_verify_mac(&file, password.reveal().data(), static_cast<int>(password.reveal().size())) == 1) return;
  ossl::forget_errors();
  throw Error(Kind::config, "key.passphrase", "the password does not open the PKCS#12 file");
}

/// libcrypto has no dup of it.
PKCS8_PRIV_KEY_INFO* copy_of(const PKCS8_PRIV_KEY_INFO* info) {
  const Secret der = ossl::secret_der(i2d_PKCS8_PRIV_KEY_INFO, info);
  const BytesView bytes = as_bytes(der.reveal());
  const unsigned char* at = bytes.data();
  return d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(bytes.size()));
}

const X509_ALGOR* encryption_of(const PKCS12_SAFEBAG* bag) {
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nullptr);
  return algorithm;
}

BagEntry entry_of(PKCS12_SAFEBAG* bag) {
  BagEntry entry;
  if (char* name = PKCS12_get_friendlyname(bag)) {
    entry.alias = storable(name);  // a half of a surrogate pair is no character
    OPENSSL_free(name);
  }
  const ASN1_TYPE* id = PKCS12_SAFEBAG_get0_attr(bag, NID_localKeyID);
  if (id && id->type == V_ASN1_OCTET_STRING)
    entry.local_id.assign(id->value.octet_string->data, id->value.octet_string->data + id->value.octet_string->length);
  return entry;
}

/// Reads what a file holds.
class Reading {
 public:
  explicit Reading(const Secret& password) : password_(password) {}

  Pkcs12Contents read(PKCS12& file) {
    const Pkcs12Safes safes(PKCS12_unpack_authsafes(&file));
    if (!safes) refuse_contents();
    for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) {
      const PKCS7* safe = sk_PKCS7_value(safes.get(), i);
      if (!safe->d.ptr) refuse_key("a safe of it is empty");
      if (PKCS7_type_is_encrypted(safe)) add_work(safe->d.encrypted->enc_data->algorithm);
    }
    for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) add_safe(sk_PKCS7_value(safes.get(), i));
    ossl::forget_errors();
    return std::move(found_);
  }

 private:
  const char* password() const { return password_.reveal().data(); }
  int length() const { return static_cast<int>(password_.reveal().size()); }

  [[noreturn]] static void refuse_contents() {
    const bool legacy = ossl::only_legacy();
    ossl::forget_errors();
    if (legacy) refuse_key("it is encrypted with a cipher that only OpenSSL's legacy provider has", kConvert);
    refuse_key("it cannot be opened, although its password is right");
  }

  /// Before the first of them is opened: each may be bearable, and all of them together not.
  void add_work(const X509_ALGOR* algorithm) {
    work_ += require_bearable(algorithm);
    if (work_ > kMostWork) refuse_key("opening all that it holds is more work than a file may demand", kConvert);
  }

  void add_safe(PKCS7* safe) {
    const int type = OBJ_obj2nid(safe->type);
    if (type != NID_pkcs7_data && type != NID_pkcs7_encrypted)
      return found_.unread.push_back("a safe of the type " + oid_text(safe->type) + " is not understood");
    const Pkcs12Bags bags(type == NID_pkcs7_data ? PKCS12_unpack_p7data(safe)
                                                 : PKCS12_unpack_p7encdata(safe, password(), length()));
    if (!bags) refuse_contents();
    add_bags(bags.get(), 0);
  }

  void add_bags(const STACK_OF(PKCS12_SAFEBAG) * bags, int depth) {
    if (depth > kDeepest) refuse_key("it is nested too deep");
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) {
      const PKCS12_SAFEBAG* bag = sk_PKCS12_SAFEBAG_value(bags, i);
      if (PKCS12_SAFEBAG_get_nid(bag) == NID_pkcs8ShroudedKeyBag) add_work(encryption_of(bag));
    }
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) add_bag(sk_PKCS12_SAFEBAG_value(bags, i), depth);
  }

  void add_bag(PKCS12_SAFEBAG* bag, int depth) {
    if (std::max(found_.bags.size(), found_.keys.size() + found_.certificates.size()) >= kMostBags)
      refuse_key("it holds more than 1000 keys and certificates");
    if (depth == 0)
      found_.bags.push_back(ossl::secret_der(i2d_PKCS12_SAFEBAG, bag));
    else
      found_.nested = true;
    switch (PKCS12_SAFEBAG_get_nid(bag)) {
      case NID_keyBag:
        return add_key(bag, copy_of(PKCS12_SAFEBAG_get0_p8inf(bag)));
      case NID_pkcs8ShroudedKeyBag:
        return add_key(bag, PKCS12_decrypt_skey(bag, password(), length()));
      case NID_certBag:
        return add_certificate(bag);
      case NID_safeContentsBag:
        return add_bags(PKCS12_SAFEBAG_get0_safes(bag), depth + 1);
      default:
        return;  // secrets and CRLs of others are no matter
    }
  }

  void add_certificate(PKCS12_SAFEBAG* bag) {
    const bool known = PKCS12_SAFEBAG_get_bag_nid(bag) == NID_x509Certificate;
    if (X509* certificate = known ? PKCS12_SAFEBAG_get1_cert(bag) : nullptr)
      return found_.certificates.push_back({entry_at(bag), ossl::Certificate(certificate)});
    const std::string alias = entry_of(bag).alias;
    found_.unread.push_back((alias.empty() ? "a certificate" : "the certificate '" + printable(alias) + "'") +
                            (known ? " cannot be read" : " is none of X.509"));
  }

  void add_key(PKCS12_SAFEBAG* bag, PKCS8_PRIV_KEY_INFO* info) {
    if (!info) refuse_contents();
    ossl::Key pair(EVP_PKCS82PKEY(info));
    found_.keys.push_back({entry_at(bag), ossl::Pkcs8(info), std::move(pair)});
  }

  /// Bags inside of another belong to that.
  BagEntry entry_at(PKCS12_SAFEBAG* bag) {
    BagEntry entry = entry_of(bag);
    entry.bag = found_.bags.size() - 1;
    return entry;
  }

  const Secret& password_;
  Pkcs12Contents found_;
  std::int64_t work_ = 0;
};

}  // namespace

Bytes encoded(const X509* certificate) {
  unsigned char* buffer = nullptr;
  const int size = i2d_X509(certificate, &buffer);
  if (size <= 0) ossl::fail(kReading);
  Bytes der(buffer, buffer + size);
  OPENSSL_free(buffer);
  return der;
}

bool is_over(const CertificateEntry& entry, const KeyEntry& key) {
  if (!key.local_id.empty() && !entry.local_id.empty()) return key.local_id == entry.local_id;
  const bool over = key.pair && X509_check_private_key(entry.certificate.get(), key.pair.get()) == 1;
  ossl::forget_errors();
  return over;
}

Pkcs12File open_file(BytesView pkcs12, const Secret& password) {
  ossl::start();
  ossl::know_old_ciphers();
  const unsigned char* at = pkcs12.data();
  Pkcs12File file(d2i_PKCS12(nullptr, &at, static_cast<long>(pkcs12.size())));
  ossl::forget_errors();
  if (!file || at != pkcs12.data() + pkcs12.size()) refuse_key("it is no well-formed PKCS#12 file");
  require_mac(*file, password);
  return file;
}

Pkcs12Contents contents_of(PKCS12& file, const Secret& password) { return Reading(password).read(file); }

}  // namespace pkit::x509
