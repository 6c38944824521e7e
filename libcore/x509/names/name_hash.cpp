#include "x509/name_hash.h"

#include "ossl/ossl.h"

namespace pkit::x509 {

std::string subject_hash(BytesView certificate) {
  ossl::start();
  const unsigned char* at = certificate.data();
  const ossl::Certificate read(d2i_X509(nullptr, &at, static_cast<long>(certificate.size())));
  ossl::forget_errors();
  if (!read) return {};
  const unsigned long hash = X509_subject_name_hash(read.get());
  Bytes octets;
  for (const int shift : {24, 16, 8, 0}) octets.push_back(static_cast<std::uint8_t>(hash >> shift));
  return to_hex(octets);
}

}  // namespace pkit::x509
