// Numbers of a private key on their way into EVP_PKEY_fromdata; wiped afterwards, which OSSL_PARAM_BLD does not do.
#pragma once

#include <openssl/params.h>

#include <deque>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "ossl/ossl.h"

namespace pkit::x509 {

class SecretParameters {
 public:
  SecretParameters() = default;
  SecretParameters(const SecretParameters&) = delete;
  SecretParameters& operator=(const SecretParameters&) = delete;
  ~SecretParameters();

  void number(const char* name, const BIGNUM* value);
  void octets(const char* name, BytesView value);
  void text(const char* name, const char* value);

  /// A key pair of this type ("EC", "RSA"); null where libcrypto refuses the numbers.
  ossl::Key key_pair(const char* type);

 private:
  Bytes& keep(BytesView value);

  std::deque<Bytes> values_;  // does not move what OSSL_PARAM points to
  std::vector<OSSL_PARAM> list_;
};

}  // namespace pkit::x509
