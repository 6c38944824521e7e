// PKCS#12 stores that are more than they seem (B3): what is not understood is told, and never lost by a change; what
// would be too much work is refused before it is begun.
#include <doctest/doctest.h>
#include <openssl/pkcs12.h>

#include <algorithm>

#include "../error_of.h"
#include "../x509/making.h"
#include "certstores/kind.h"
#include "x509/pkcs12/pkcs12_bags.h"
#include "x509/pkcs12_edit.h"

using namespace pkit;
using namespace pkit::certstores;
using test::verdict;
using x509::making::key_of;
using x509::making::leaf;

namespace {

using Bag = ossl::Owned<PKCS12_SAFEBAG, PKCS12_SAFEBAG_free>;
using Algorithm = ossl::Owned<X509_ALGOR, X509_ALGOR_free>;
using Safe = ossl::Owned<PKCS7, PKCS7_free>;

constexpr const char* kDoing = "making a test's file";
constexpr int kAtOnce = 1;  // iterations
const Secret kWord(std::string(43, 'w'));

constexpr int kTooMany = 2'000'000'000, kBearable = 9'000'000;

/// PBES2 that asks for so many iterations.
Algorithm slow(int iterations) {
  return Algorithm(
      ossl::need(PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), iterations, nullptr, 0, nullptr, NID_hmacWithSHA256), kDoing));
}

Bag certificate_bag(const Bytes& der) {
  const unsigned char* at = der.data();
  const ossl::Certificate certificate(ossl::need(d2i_X509(nullptr, &at, static_cast<long>(der.size())), kDoing));
  return Bag(ossl::need(PKCS12_SAFEBAG_create_cert(certificate.get()), kDoing));
}

/// Its certificate does not begin as one.
Bag unreadable_bag(const Bytes& der) {
  const Secret made = ossl::secret_der(i2d_PKCS12_SAFEBAG, certificate_bag(der).get());
  Bytes bytes(made.reveal().begin(), made.reveal().end());
  *std::search(bytes.begin(), bytes.end(), der.begin(), der.end()) = 0x31;
  const unsigned char* at = bytes.data();
  return Bag(ossl::need(d2i_PKCS12_SAFEBAG(nullptr, &at, static_cast<long>(bytes.size())), kDoing));
}

Bag slow_key_bag(int iterations) {
  X509_SIG* encrypted = ossl::need(X509_SIG_new(), kDoing);
  X509_ALGOR* algorithm = nullptr;
  ASN1_OCTET_STRING* octets = nullptr;
  X509_SIG_getm(encrypted, &algorithm, &octets);
  ossl::ok(X509_ALGOR_copy(algorithm, slow(iterations).get()), kDoing);
  ossl::ok(ASN1_OCTET_STRING_set(octets, Bytes(64, 7).data(), 64), kDoing);
  return Bag(ossl::need(PKCS12_SAFEBAG_create0_pkcs8(encrypted), kDoing));
}

x509::Pkcs12Bags bags_of(Bag bag) {
  x509::Pkcs12Bags bags(ossl::need(sk_PKCS12_SAFEBAG_new_null(), kDoing));
  sk_PKCS12_SAFEBAG_push(bags.get(), bag.release());
  return bags;
}

/// Seven, each of which alone could be opened.
Safe many_slow_keys() {
  x509::Pkcs12Bags bags = bags_of(slow_key_bag(kBearable));
  for (int i = 1; i < 7; ++i) sk_PKCS12_SAFEBAG_push(bags.get(), slow_key_bag(kBearable).release());
  return Safe(ossl::need(PKCS12_pack_p7data(bags.get()), kDoing));
}

Safe plain_safe(Bag bag) { return Safe(ossl::need(PKCS12_pack_p7data(bags_of(std::move(bag)).get()), kDoing)); }

Safe slow_safe(Bag bag, int iterations) {
  Bytes salt(8, 1);
  const std::string_view word = kWord.reveal();
  Safe safe(ossl::need(
      PKCS12_pack_p7encdata(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, word.data(), static_cast<int>(word.size()),
                            salt.data(), static_cast<int>(salt.size()), kAtOnce, bags_of(std::move(bag)).get()),
      kDoing));
  ossl::ok(X509_ALGOR_copy(safe->d.encrypted->enc_data->algorithm, slow(iterations).get()), kDoing);
  return safe;
}

/// It says that it is encrypted, and nothing is in it.
Safe hollow_safe() {
  Safe safe(ossl::need(PKCS7_new(), kDoing));
  safe->type = OBJ_nid2obj(NID_pkcs7_encrypted);
  return safe;
}

Safe signed_safe() {
  Safe safe(ossl::need(PKCS7_new(), kDoing));
  ossl::ok(PKCS7_set_type(safe.get(), NID_pkcs7_signed), kDoing);
  ossl::ok(PKCS7_content_new(safe.get(), NID_pkcs7_data), kDoing);
  return safe;
}

std::string file_of(Safe one, Safe other = {}) {
  const x509::Pkcs12Safes safes(ossl::need(sk_PKCS7_new_null(), kDoing));
  sk_PKCS7_push(safes.get(), one.release());
  if (other) sk_PKCS7_push(safes.get(), other.release());
  const x509::Pkcs12File file(ossl::need(PKCS12_add_safes(safes.get(), 0), kDoing));
  const std::string_view word = kWord.reveal();
  ossl::ok(PKCS12_set_mac(file.get(), word.data(), static_cast<int>(word.size()), nullptr, 0, kAtOnce, EVP_sha256()),
           kDoing);
  return std::string(ossl::secret_der(i2d_PKCS12, file.get()).reveal());
}

}  // namespace

TEST_CASE("what is not understood in a PKCS#12 file is told, and no change loses it (B3)") {
  const Bytes der = leaf("ec-p256", "rsa-3072");
  const std::pair<std::string, const char*> rows[] = {
      {file_of(plain_safe(certificate_bag(der)), plain_safe(unreadable_bag(der))), "a certificate cannot be read"},
      {file_of(plain_safe(certificate_bag(der)), signed_safe()),
       "a safe of the type 1.2.840.113549.1.7.2 is not understood"},
  };
  for (const auto& [bytes, said] : rows) {
    const Contents contents = kPkcs12.read(bytes, kWord);
    CHECK(contents.entries.size() == 1);
    REQUIRE(contents.unread.size() == 1);
    CHECK(contents.unread.front() == said);
    CHECK(verdict([&] { x509::edit_pkcs12(as_bytes(bytes), kWord, {}, {}); }) == "5 key.file");
  }
  CHECK(kPkcs12.read(file_of(plain_safe(certificate_bag(der))), kWord).unread.empty());
}

TEST_CASE("a PKCS#12 file may not ask for any amount of work (B3)") {
  const Bytes der = leaf("ec-p256", "rsa-3072");
  for (const std::string& bytes :
       {file_of(slow_safe(certificate_bag(der), kTooMany)), file_of(plain_safe(slow_key_bag(kTooMany))),
        file_of(many_slow_keys()), file_of(hollow_safe())})
    CHECK(verdict([&] { kPkcs12.read(bytes, kWord); }) == "5 key.file");
}

TEST_CASE("a certificate that is there twice goes as a whole, and by its alias alone where it has several (T-B5)") {
  const Bytes der = leaf("ec-p256", "rsa-3072");
  const std::string bytes = file_of(plain_safe(certificate_bag(der)), plain_safe(certificate_bag(der)));
  const std::string alias = kPkcs12.read(bytes, kWord).entries.at(0).alias;
  CHECK(kPkcs12.read(bytes, kWord).entries.size() == 2);
  CHECK(kPkcs12.read(kPkcs12.take(bytes, kWord, alias).bytes->reveal(), kWord).entries.empty());
  const std::vector<x509::Pkcs12Added> named = [&] {
    std::vector<x509::Pkcs12Added> added(2);
    added[0].certificate = added[1].certificate = der;
    added[0].alias = "one";
    added[1].alias = "two";
    return added;
  }();
  const std::string two(x509::edit_pkcs12({}, kWord, {}, named).reveal());
  CHECK(verdict([&] { kPkcs12.take(two, kWord, alias); }) == "7 certstore.several");
  CHECK(kPkcs12.read(kPkcs12.take(two, kWord, "ONE").bytes->reveal(), kWord).entries.at(0).alias == "two");
}
