// CRLs, and the extensions that restrict paths, against libcrypto: what we read it reads, into the same fields.
#include "x509/crl_read.h"

#include <openssl/x509v3.h>

#include <algorithm>

#include "libcrypto.h"
#include "targets.h"
#include "x509/constraints.h"

namespace pkit::fuzz {

namespace {

using TheirCrl = ossl::Owned<X509_CRL, X509_CRL_free>;

void same_crl(const x509::Crl& ours, X509_CRL* theirs) {
  PROMISE(X509_CRL_get_version(theirs) + 1 == ours.version);
  PROMISE(encoded(i2d_X509_NAME, X509_CRL_get_issuer(theirs)) == ours.issuer.der());
  PROMISE(time_of(X509_CRL_get0_lastUpdate(theirs)) == ours.this_update);
  PROMISE((X509_CRL_get0_nextUpdate(theirs) != nullptr) == ours.next_update.has_value());
  const STACK_OF(X509_REVOKED)* revoked = X509_CRL_get_REVOKED(theirs);
  PROMISE(std::max(0, sk_X509_REVOKED_num(revoked)) == static_cast<int>(ours.entries.size()));
}

void crl(BytesView bytes) {
  std::optional<x509::Crl> ours;
  try {
    ours = x509::parse_crl(bytes);
  } catch (const Error& error) {
    PROMISE(refused_as(error, {"der.", "crl.", "certificate.", "name.", "signature.", "san."}));
    return;
  }
  const std::uint8_t* next = bytes.data();
  const TheirCrl theirs(d2i_X509_CRL(nullptr, &next, static_cast<long>(bytes.size())));
  PROMISE(theirs != nullptr);
  same_crl(*ours, theirs.get());
}

/// Whether `read` takes it; then libcrypto must.
template <class Read>
void extension(BytesView bytes, int nid, Read&& read) {
  try {
    read(bytes);
  } catch (const Error& error) {
    PROMISE(refused_as(error, {"der.", "constraints.", "crl.", "name.", "san."}));
    return;
  }
  const std::uint8_t* next = bytes.data();
  const X509V3_EXT_METHOD* method = X509V3_EXT_get_nid(nid);
  ASN1_VALUE* value = ASN1_item_d2i(nullptr, &next, static_cast<long>(bytes.size()), ASN1_ITEM_ptr(method->it));
  PROMISE(value != nullptr);
  ASN1_item_free(value, ASN1_ITEM_ptr(method->it));
}

}  // namespace

int fuzz_crl(BytesView bytes) {
  crl(bytes);
  extension(bytes, NID_name_constraints, [](BytesView b) { x509::decode_name_constraints(b); });
  extension(bytes, NID_certificate_policies, [](BytesView b) { x509::decode_policy_list(b, false); });
  extension(bytes, NID_policy_mappings, [](BytesView b) { x509::decode_policy_mappings(b); });
  extension(bytes, NID_policy_constraints, [](BytesView b) { x509::decode_policy_constraints(b); });
  extension(bytes, NID_crl_distribution_points, [](BytesView b) { x509::decode_distribution_points(b); });
  extension(bytes, NID_issuing_distribution_point, [](BytesView b) { x509::decode_issuing_point(b); });
  ossl::forget_errors();
  return 0;
}

}  // namespace pkit::fuzz
