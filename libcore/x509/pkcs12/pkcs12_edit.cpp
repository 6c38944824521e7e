#include "x509/pkcs12_edit.h"

#include <openssl/objects.h>

#include <algorithm>
#include <utility>

#include "digest/digest.h"
#include "x509/keys/key_refused.h"
#include "x509/keys/pkcs8.h"
#include "x509/pkcs12.h"
#include "x509/pkcs12/pkcs12_bags.h"

namespace pkit::x509 {

namespace {

constexpr const char* kEditing = "changing a PKCS#12 file";
/// Java lists a certificate without a key only where it says for what it is trusted: Oracle's trustedKeyUsage, and any.
constexpr const char* kTrustedKeyUsage = "2.16.840.1.113894.746875.1.1";

Pkcs12Contents opened(BytesView pkcs12, const Secret& password) {
  const Pkcs12File file = open_file(pkcs12, password);
  Pkcs12Contents contents = contents_of(*file, password);
  if (contents.nested) refuse_key("it has bags within bags");
  return contents;
}

ossl::Owned<PKCS12_SAFEBAG, PKCS12_SAFEBAG_free> decoded(const Secret& bag) {
  const BytesView der = as_bytes(bag.reveal());
  const unsigned char* at = der.data();
  return ossl::Owned<PKCS12_SAFEBAG, PKCS12_SAFEBAG_free>(
      ossl::need(d2i_PKCS12_SAFEBAG(nullptr, &at, static_cast<long>(der.size())), kEditing));
}

using Bag = ossl::Owned<PKCS12_SAFEBAG, PKCS12_SAFEBAG_free>;

bool is_key(const PKCS12_SAFEBAG* bag) {
  const int type = PKCS12_SAFEBAG_get_nid(bag);
  return type == NID_keyBag || type == NID_pkcs8ShroudedKeyBag;
}

/// PBES2 is as good as what it names; the schemes of PKCS#12 itself are by SHA-1 and RC2 or 3DES.
bool is_encrypted_well(const PKCS12_SAFEBAG* bag) {
  if (PKCS12_SAFEBAG_get_nid(bag) != NID_pkcs8ShroudedKeyBag) return PKCS12_SAFEBAG_get_nid(bag) != NID_keyBag;
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nullptr);
  const ASN1_OBJECT* scheme = nullptr;
  X509_ALGOR_get0(&scheme, nullptr, nullptr, algorithm);
  return OBJ_obj2nid(scheme) == NID_pbes2;
}

void push(Pkcs12Bags& bags, Bag bag) {
  if (!bags) bags.reset(ossl::need(sk_PKCS12_SAFEBAG_new_null(), kEditing));
  if (sk_PKCS12_SAFEBAG_push(bags.get(), bag.get()) <= 0) ossl::fail(kEditing);
  bag.release();
}

/// What names an entry: its alias, and for a key with its certificate the same id on both (RFC 7292 4.2.2).
void name(PKCS12_SAFEBAG* bag, const Pkcs12Added& added) {
  if (!added.alias.empty())
    ossl::ok(PKCS12_add_friendlyname_utf8(bag, added.alias.data(), static_cast<int>(added.alias.size())), kEditing);
  Bytes id = added.local_id;
  if (!added.pkcs8.empty() && !added.certificate.empty()) {
    const auto made = digest::sha1(added.certificate);
    id.assign(made.begin(), made.end());
  }
  if (!id.empty()) ossl::ok(PKCS12_add_localkeyid(bag, id.data(), static_cast<int>(id.size())), kEditing);
}

Bag certificate_bag(const Pkcs12Added& added) {
  const unsigned char* at = added.certificate.data();
  const ossl::Certificate certificate(
      ossl::need(d2i_X509(nullptr, &at, static_cast<long>(added.certificate.size())), kEditing));
  Bag bag(ossl::need(PKCS12_SAFEBAG_create_cert(certificate.get()), kEditing));
  name(bag.get(), added);
  if (added.trusted) {
    const auto* any = reinterpret_cast<const unsigned char*>(OBJ_nid2obj(NID_anyExtendedKeyUsage));
    ossl::ok(PKCS12_add1_attr_by_txt(bag.get(), kTrustedKeyUsage, V_ASN1_OBJECT, any, -1), kEditing);
  }
  return bag;
}

struct Locks {
  const Secret& password;
  int iterations;
};

Bag key_bag(const Pkcs12Added& added, const Locks& locks) {
  const BytesView der = as_bytes(added.pkcs8.reveal());
  const unsigned char* at = der.data();
  const ossl::Pkcs8 info(ossl::need(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())), kEditing));
  const std::string_view password = locks.password.reveal();
  Bag bag(ossl::need(
      PKCS12_SAFEBAG_create_pkcs8_encrypt(NID_aes_256_cbc, password.data(), static_cast<int>(password.size()), nullptr,
                                          0, locks.iterations, info.get()),
      kEditing));
  name(bag.get(), added);
  return bag;
}

/// A safe of the file: encrypted where there are iterations, else its bags are.
void add_safe(Pkcs12Safes& safes, const Pkcs12Bags& bags, const Locks& locks, bool encrypted) {
  if (!bags) return;
  constexpr int plain = -1;
  STACK_OF(PKCS7)* all = safes.release();
  const int added = PKCS12_add_safe(&all, bags.get(), encrypted ? NID_aes_256_cbc : plain, locks.iterations,
                                    encrypted ? locks.password.reveal().data() : nullptr);
  safes.reset(all);
  ossl::ok(added, kEditing);
}

Secret assembled(Pkcs12Safes safes, const Locks& locks) {
  if (!safes) safes.reset(ossl::need(sk_PKCS7_new_null(), kEditing));
  const Pkcs12File file(ossl::need(PKCS12_add_safes(safes.get(), 0), kEditing));
  constexpr int salt_size = 16;
  const std::string_view password = locks.password.reveal();
  ossl::ok(PKCS12_set_mac(file.get(), password.data(), static_cast<int>(password.size()), nullptr, salt_size,
                          locks.iterations, EVP_sha256()),
           kEditing);
  return ossl::secret_der(i2d_PKCS12, file.get());
}

}  // namespace

Pkcs12Inside pkcs12_bags(BytesView pkcs12, const Secret& password) {
  Pkcs12Contents contents = opened(pkcs12, password);
  Pkcs12Inside inside{{}, std::move(contents.unread)};
  std::vector<Pkcs12Bag>& bags = inside.bags;
  for (const Secret& der : contents.bags) {
    const auto sha256 = digest::sha256(der.reveal());
    bags.emplace_back();
    bags.back().sha256.assign(sha256.begin(), sha256.end());
  }
  for (const KeyEntry& key : contents.keys) {
    Pkcs12Bag& bag = bags.at(key.bag);
    bag.is = Pkcs12Bag::Is::key;
    bag.alias = key.alias;
    bag.local_id = key.local_id;
    bag.encrypted_well = is_encrypted_well(decoded(contents.bags[key.bag]).get());
  }
  for (const CertificateEntry& certificate : contents.certificates) {
    Pkcs12Bag& bag = bags.at(certificate.bag);
    bag.is = Pkcs12Bag::Is::certificate;
    bag.alias = certificate.alias;
    bag.local_id = certificate.local_id;
    bag.certificate = encoded(certificate.certificate.get());
    for (const KeyEntry& key : contents.keys)
      if (!bag.key_of_certificate && is_over(certificate, key)) bag.key_of_certificate = key.bag;
  }
  return inside;
}

Secret edit_pkcs12(BytesView pkcs12, const Secret& password, const std::set<std::size_t>& dropped,
                   const std::vector<Pkcs12Added>& added) {
  ossl::start();
  const Pkcs12Contents contents = pkcs12.empty() ? Pkcs12Contents() : opened(pkcs12, password);
  if (!contents.unread.empty()) refuse_key("it holds what is not understood: " + contents.unread.front());
  // Whoever guesses the password takes the cheapest of the ways in, so that all have as many iterations.
  const Locks locks{password, pbkdf2_iterations(password.reveal())};
  Pkcs12Bags keys, others;
  for (std::size_t i = 0; i < contents.bags.size(); ++i) {
    if (dropped.contains(i)) continue;
    Bag bag = decoded(contents.bags[i]);
    Pkcs12Bags& into = is_key(bag.get()) ? keys : others;
    push(into, std::move(bag));
  }
  for (const Pkcs12Added& one : added) {
    if (!one.certificate.empty()) push(others, certificate_bag(one));
    if (!one.pkcs8.empty()) push(keys, key_bag(one, locks));
  }
  Pkcs12Safes safes;
  add_safe(safes, others, locks, true);
  add_safe(safes, keys, locks, false);
  return assembled(std::move(safes), locks);
}

}  // namespace pkit::x509
