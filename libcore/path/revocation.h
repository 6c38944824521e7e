// The status of the certificates of a path, by CRLs that are at hand (RFC 5280 6.3.3). Nothing is fetched.
#pragma once

#include <functional>
#include <string>

#include "path/checks.h"
#include "path/effort.h"
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
  Revocation(const Index& index, Links& links, const Question& question, Effort& effort, Trusted trusted)
      : index_(index), links_(links), question_(question), effort_(effort), trusted_(std::move(trusted)) {}

  /// Findings for what is revoked, and for what is not known where that is demanded. Answers the status of each, which
  /// is unknown where finding it out costs more than is left.
  std::vector<StatusOf> check(const Path& path, Findings& findings) const;

 private:
  StatusOf status_of(const Path& path, std::size_t at) const;

  const Index& index_;
  Links& links_;
  const Question& question_;
  Effort& effort_;
  Trusted trusted_;
};

}  // namespace pkit::path
