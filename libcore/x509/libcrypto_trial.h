// One path, as libcrypto judges it: what most programs that meet a certificate will say of it.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "x509/certificate.h"

namespace pkit::x509 {

enum class PathUse { any, server, client };

/// Why libcrypto does not accept `leaf` under exactly these issuers (its own first; the last is trusted, root or not)
/// at `now`: "unable to get issuer certificate"; empty where it does. Names outside of constraints are not asked here.
std::string refused_by_libcrypto(const Certificate& leaf, const std::vector<Certificate>& issuers, PathUse use,
                                 Time now);

}  // namespace pkit::x509
