// The valid policy graph of RFC 9618 5.1: a level a certificate, in each at most one node a policy, so that its size
// grows with the sum of what the certificates say and not with the product, as the tree of RFC 5280 did.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "path/effort.h"

namespace pkit::path {

class PolicyGraph {
 public:
  /// The root alone: anyPolicy. What costs more than is left ends in a null graph, and `effort` is exhausted.
  explicit PolicyGraph(Effort& effort);

  bool is_null() const { return levels_.empty(); }
  void clear() { levels_.clear(); }
  /// 6.1.3 (d): the next level from a certificate's policies.
  void extend(const std::vector<std::string>& policies, bool any_allowed);
  /// 6.1.4 (b)(1) and (2): what the subject's CA calls these policies; without `allowed` they end here.
  void map(const std::vector<std::pair<std::string, std::string>>& mappings, bool allowed);
  /// 6.1.5 (g): the policies of the last level that the user's set permits (empty: any is asked for); anyPolicy is
  /// "2.5.29.32.0". The graph is null afterwards where none is.
  std::set<std::string> intersect(const std::set<std::string>& wanted);

 private:
  struct Node {
    std::set<std::string> parents;   // policies of the level before
    std::set<std::string> expected;  // expected_policy_set
  };
  using Level = std::map<std::string, Node>;

  static std::size_t size_of(const Level& level);
  bool spend(std::size_t looks);
  void prune();
  Effort& effort_;
  std::vector<Level> levels_;
};

}  // namespace pkit::path
