// Certification path validation (RFC 5280 6): a path is accepted if our own checks and OpenSSL both accept it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "path/question.h"
#include "path/revocation.h"
#include "path/rules.h"

namespace pkit::path {

struct Verdict {
  /// Leaf first. The accepted path, or the one that came nearest: it ends at a trust anchor where one was reached.
  std::vector<x509::Certificate> path;
  bool complete = false;              // ends at a trust anchor
  std::vector<Finding> findings;      // none: accepted
  std::vector<std::string> policies;  // user-constrained-policy-set; "2.5.29.32.0" is any
  std::vector<StatusOf> statuses;     // of each but the anchor
  std::size_t paths = 0;              // that reached an anchor and were judged

  bool accepted() const { return complete && findings.empty(); }
};

/// Tries every path from the leaf to a root, the likeliest first, until one is accepted. Hostile pools cannot make it
/// slow: at most 4,096 steps, 256 signatures, 64 judged paths and the work of effort.h a question, then the answer is
/// no. For one thread; remembers what it learned of issuers.
class Validator {
 public:
  /// `pool` outlives it.
  explicit Validator(const Pool& pool);
  ~Validator();
  Validator(Validator&&) noexcept;
  Validator& operator=(Validator&&) noexcept;
  Verdict validate(const x509::Certificate& leaf, const Question& question);
  /// The same with further intermediates, of which nothing is remembered.
  Verdict validate(const x509::Certificate& leaf, std::span<const x509::Certificate> beside, const Question& question);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace pkit::path
