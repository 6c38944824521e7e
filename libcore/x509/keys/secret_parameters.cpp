// Numbers of a private key on their way into EVP_PKEY_fromdata.
#include "x509/keys/secret_parameters.h"

#include <string_view>

namespace pkit::x509 {

SecretParameters::~SecretParameters() {
  for (Bytes& value : values_) wipe(value.data(), value.size());
}

Bytes& SecretParameters::keep(BytesView value) { return values_.emplace_back(value.begin(), value.end()); }

void SecretParameters::number(const char* name, const BIGNUM* value) {
  Bytes& buffer = values_.emplace_back(static_cast<std::size_t>(BN_num_bytes(value)));
  if (BN_bn2nativepad(value, buffer.data(), static_cast<int>(buffer.size())) < 0) ossl::fail("passing a key");
  list_.push_back(OSSL_PARAM_construct_BN(name, buffer.data(), buffer.size()));
}

void SecretParameters::octets(const char* name, BytesView value) {
  Bytes& buffer = keep(value);
  list_.push_back(OSSL_PARAM_construct_octet_string(name, buffer.data(), buffer.size()));
}

void SecretParameters::text(const char* name, const char* value) {
  // libcrypto reads a text up to its NUL, whatever size it was given.
  const std::string_view view(value);
  Bytes& buffer = keep(as_bytes(std::string_view(value, view.size() + 1)));
  list_.push_back(OSSL_PARAM_construct_utf8_string(name, reinterpret_cast<char*>(buffer.data()), view.size()));
}

ossl::Key SecretParameters::key_pair(const char* type) {
  list_.push_back(OSSL_PARAM_construct_end());
  ossl::KeyContext context(ossl::need(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr), "making a key context"));
  ossl::ok(EVP_PKEY_fromdata_init(context.get()), "making a key context");
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, list_.data()) != 1) ossl::forget_errors();
  return ossl::Key(key);
}

}  // namespace pkit::x509
