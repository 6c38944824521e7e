#include "x509/pkcs12.h"

#include <openssl/objects.h>
#include <openssl/pkcs12.h>

#include <algorithm>

#include "base/error.h"
#include "ossl/ossl.h"
#include "x509/keys/key_refused.h"
#include "x509/keys/pkcs8.h"

namespace pkit::x509 {

namespace {

constexpr const char* kMaking = "making a PKCS#12 file";

using Pkcs12 = ossl::Owned<PKCS12, PKCS12_free>;

struct FreeCertificates {
  void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_pop_free(stack, X509_free); }
};
using Certificates = std::unique_ptr<STACK_OF(X509), FreeCertificates>;

ossl::Certificate decode(BytesView der) {
  const unsigned char* at = der.data();
  return ossl::Certificate(ossl::need(d2i_X509(nullptr, &at, static_cast<long>(der.size())), kMaking));
}

Certificates decode_all(const std::vector<Bytes>& list) {
  Certificates stack(ossl::need(sk_X509_new_null(), kMaking));
  for (const Bytes& der : list) {
    ossl::Certificate certificate = decode(der);
    if (sk_X509_push(stack.get(), certificate.get()) <= 0) ossl::fail(kMaking);
    certificate.release();
  }
  return stack;
}

ossl::Key decode_key(const Pkcs12Content& content) {
  const Secret plain = pkcs8_from_pem(content.key_pem, content.passphrase);
  const BytesView der = as_bytes(plain.reveal());
  const unsigned char* at = der.data();
  const ossl::Pkcs8 info(ossl::need(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())), kMaking));
  return ossl::Key(ossl::need(EVP_PKCS82PKEY(info.get()), kMaking));
}

}  // namespace

bool is_pkcs12(BytesView file) {
  constexpr std::size_t limit = 1 << 20;
  if (file.size() < 8 || file.size() > limit || file[0] != 0x30) return false;
  const std::size_t header = file[1] < 0x80 ? 2 : 2 + (file[1] & 0x7fU);
  constexpr std::uint8_t version_3[] = {0x02, 0x01, 0x03};
  return file.size() > header + 3 && std::equal(std::begin(version_3), std::end(version_3), file.data() + header);
}

Secret make_pkcs12(const Pkcs12Content& content, const Secret& password) {
  ossl::start();
  const ossl::Key key = decode_key(content);
  const ossl::Certificate certificate = decode(content.certificate);
  const Certificates chain = decode_all(content.chain);
  // Whoever guesses the password takes the cheapest of the three ways, so that all have as many iterations.
  const int iterations = pbkdf2_iterations(password.reveal());
  constexpr int no_mac_yet = -1, ordinary_key = 0;
  const Secret terminated(std::string(password.reveal()) + '\0');
  const Pkcs12 made(
      ossl::need(PKCS12_create(terminated.reveal().data(), content.friendly_name.c_str(), key.get(), certificate.get(),
                               chain.get(), NID_aes_256_cbc, NID_aes_256_cbc, iterations, no_mac_yet, ordinary_key),
                 kMaking));
  constexpr int salt_size = 16;
  ossl::ok(PKCS12_set_mac(made.get(), terminated.reveal().data(), static_cast<int>(password.reveal().size()), nullptr,
                          salt_size, iterations, EVP_sha256()),
           kMaking);
  return ossl::secret_der(i2d_PKCS12, made.get());
}

bool pkcs12_holds(BytesView pkcs12, const Secret& password, BytesView certificate) {
  ossl::start();
  const unsigned char* at = pkcs12.data();
  const Pkcs12 read(d2i_PKCS12(nullptr, &at, static_cast<long>(pkcs12.size())));
  const Secret terminated(std::string(password.reveal()) + '\0');
  EVP_PKEY* key = nullptr;
  X509* found = nullptr;
  const bool opened = read && PKCS12_parse(read.get(), terminated.reveal().data(), &key, &found, nullptr) == 1;
  ossl::forget_errors();
  const ossl::Key key_owner(key);
  const ossl::Certificate owner(found);
  if (!opened || !found) return false;
  const ossl::Certificate wanted = decode(certificate);
  return X509_cmp(found, wanted.get()) == 0;
}

}  // namespace pkit::x509
