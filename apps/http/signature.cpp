#include "http/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>
#include <string_view>

namespace pkit::http {

namespace {

std::string hmac_sha256(const std::string& secret, const std::string& message) {
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(message.data());
  if (!HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), data, message.size(), mac, &length))
    throw std::runtime_error("HMAC-SHA256 failed");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) {
    hex += digits[mac[i] >> 4];
    hex += digits[mac[i] & 15];
  }
  return hex;
}

}  // namespace

std::string sign_request(const std::string& secret, const std::string& timestamp, const std::string& path,
                         const std::string& body) {
  return hmac_sha256(secret, timestamp + "\n" + path + "\n" + body);
}

std::string sign_answer(const std::string& secret, const std::string& request_signature, const std::string& body) {
  return hmac_sha256(secret, "answer\n" + request_signature + "\n" + body);
}

bool same_signature(const std::string& one, const std::string& other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace pkit::http
