// What libcrypto makes of the same bytes, for the differential targets.
#pragma once

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "ossl/ossl.h"
#include "x509/name.h"
#include "x509/san.h"

namespace pkit::fuzz {

using Request = ossl::Owned<X509_REQ, X509_REQ_free>;

/// All of `der`, or null.
Request their_request(BytesView der);
ossl::Certificate their_certificate(BytesView der);

/// DER of an object by its i2d function.
template <class T>
Bytes encoded(int (*i2d)(const T*, unsigned char**), const T* object) {
  unsigned char* out = nullptr;
  const int size = i2d(object, &out);
  const Bytes der(out, out + (size > 0 ? size : 0));
  OPENSSL_free(out);
  return der;
}

std::string oid_text(const ASN1_OBJECT* object);
Bytes content(const ASN1_STRING* string);
/// Epoch milliseconds.
Time time_of(const ASN1_TIME* time);
/// Values of a name as UTF-8, each after its OID and "=": "2.5.4.3=web1".
std::vector<std::string> values(const X509_NAME* name);
std::vector<std::string> values(const x509::Name& name);
/// Those that are dns, ip, email or uri, as we write them; the others are "other".
std::vector<std::string> sans(const GENERAL_NAMES* names);
std::vector<std::string> sans(const std::vector<x509::San>& names);

}  // namespace pkit::fuzz
