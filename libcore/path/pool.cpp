#include "path/pool.h"

#include <algorithm>

namespace pkit::path {

namespace {

/// Is anybody else in the list its issuer?
bool has_issuer(const x509::Certificate& certificate, const std::vector<x509::Certificate>& all) {
  return std::any_of(all.begin(), all.end(), [&](const x509::Certificate& other) {
    return other.der != certificate.der && x509::issued_by(certificate, other);
  });
}

}  // namespace

Pool pool_of(std::vector<x509::Certificate> trusted) {
  Pool pool;
  for (const x509::Certificate& each : trusted) {
    const bool self_signed = equal(each.issuer.der(), each.subject.der());
    (self_signed || !has_issuer(each, trusted) ? pool.roots : pool.intermediates).push_back(each);
  }
  return pool;
}

}  // namespace pkit::path
