// Path building: depth first from the leaf up, over every candidate issuer (RFC 4158).
#pragma once

#include <functional>
#include <vector>

#include "path/checks.h"
#include "path/effort.h"
#include "path/index.h"

namespace pkit::path {

/// What one question may cost.
struct Budget {
  std::size_t steps = 4096, signatures = 256, paths = 64;
};

class Search {
 public:
  /// Judges a path that ends at an anchor: true ends the search.
  using Judge = std::function<bool(const Path& path)>;

  Search(const Index& index, Links& links, const Question& question, Budget budget, Effort& effort)
      : index_(index), links_(links), question_(question), budget_(budget), effort_(effort) {}

  /// `leaf_is_kept`: the leaf is of the index. True where `judge` accepted a path.
  bool run(const Facts& leaf, bool leaf_is_kept, const Judge& judge);

  /// The longest path that did not reach an anchor, and why it went no further.
  const Path& dead_end() const { return dead_end_; }
  Finding dead_end_reason() const { return reason_; }
  bool exhausted() const { return exhausted_; }
  std::size_t paths() const { return judged_; }

 private:
  bool extend(const Judge& judge);
  bool judged(const Judge& judge);
  std::vector<const Facts*> candidates(const Facts& child);
  bool is_in_path(const Facts& candidate) const;
  void note_dead_end(Rule rule, std::string what);
  bool spend(std::size_t& left);
  bool work(std::size_t units);

  const Index& index_;
  Links& links_;
  const Question& question_;
  Budget budget_;
  Effort& effort_;
  Path path_;
  bool leaf_is_kept_ = false;
  Path dead_end_;
  Finding reason_;
  bool exhausted_ = false;
  std::size_t judged_ = 0;
};

}  // namespace pkit::path
