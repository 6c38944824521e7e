// The status of the certificates of a path, by CRLs that are at hand (RFC 5280 6.3.3). Nothing is fetched.
#pragma once

#include <functional>
#include <string>

#include "path/checks.h"
#include "path/index.h"

namespace pkit::path {

enum class Status { not_asked, good, revoked, unknown };

struct StatusOf {
  Status status = Status::not_asked;
  std::string why;  // of revoked and unknown
};

/// May this certificate, which is not of the path, sign CRLs for it: does it lead to the same trust anchor?
using Trusted = std::function<bool(const Facts& signer, const Facts& anchor)>;

class Revocation {
 public:
  Revocation(const Pool& pool, const Index& index, Links& links, const Question& question, Trusted trusted)
      : pool_(pool), index_(index), links_(links), question_(question), trusted_(std::move(trusted)) {}

  /// Findings for what is revoked, and for what is not known where that is demanded. Answers the status of each.
  std::vector<StatusOf> check(const Path& path, Findings& findings) const;

 private:
  StatusOf status_of(const Path& path, std::size_t at) const;

  const Pool& pool_;
  const Index& index_;
  Links& links_;
  const Question& question_;
  Trusted trusted_;
};

}  // namespace pkit::path
