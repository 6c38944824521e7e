// What is asked of a certificate, and by what it is to be judged.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "x509/certificate.h"
#include "x509/crl_read.h"

namespace pkit::path {

enum class Purpose { any, client, server, email, code };
enum class RequireCrl { none, leaf, all };

struct Question {
  Time at = 0;
  Purpose purpose = Purpose::any;
  std::string hostname, address, email;  // the leaf must name these; empty: not asked. An address in canonical form
  std::vector<std::string> policies;     // user-initial-policy-set (RFC 5280 6.1.1 (c)); empty: any policy
  bool explicit_policy = false, inhibit_mapping = false, inhibit_any = false;  // 6.1.1 (e), (d), (f)
  int max_depth = 20;  // certificates between the leaf and the trust anchor
  RequireCrl require_crl = RequireCrl::none;
  /// Of a CA of a path, no anchor, and of who issued it: why it is revoked, where that is known without a CRL; empty
  /// where it is not.
  std::function<std::string(const x509::Certificate& ca, const x509::Certificate& issuer)> known_revoked = {};
  bool lenient = false;  // what only breaks the profile for issuing is taken: rules.h says which
};

/// What the judgement may use. It outlives every Validator made of it.
struct Pool {
  std::vector<x509::Certificate> roots, intermediates;
  std::vector<x509::Crl> crls;
};

}  // namespace pkit::path
