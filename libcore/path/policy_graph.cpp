#include "path/policy_graph.h"

#include <algorithm>

#include "x509/oid.h"

namespace pkit::path {

namespace {

const std::string kAny(x509::oid::kAnyPolicy);

}  // namespace

PolicyGraph::PolicyGraph(Effort& effort) : effort_(effort) { levels_.push_back({{kAny, Node{{}, {kAny}}}}); }

/// Its nodes, with what leads to them and what they expect.
std::size_t PolicyGraph::size_of(const Level& level) {
  std::size_t size = 0;
  for (const auto& [policy, node] : level) size += 1 + node.parents.size() + node.expected.size();
  return size;
}

bool PolicyGraph::spend(std::size_t looks) {
  if (effort_.spend(Effort::kLook * looks)) return true;
  clear();
  return false;
}

void PolicyGraph::extend(const std::vector<std::string>& policies, bool any_allowed) {
  if (is_null() || !spend(policies.size() + size_of(levels_.back()))) return;
  const Level& above = levels_.back();
  std::map<std::string, std::set<std::string>> expecting;  // policy -> nodes above that expect it
  for (const auto& [policy, node] : above)
    for (const std::string& expected : node.expected) expecting[expected].insert(policy);
  Level level;
  for (const std::string& policy : policies) {  // (d)(1)
    if (policy == kAny) continue;
    if (const auto found = expecting.find(policy); found != expecting.end())
      level[policy] = {found->second, {policy}};
    else if (above.contains(kAny))
      level[policy] = {{kAny}, {policy}};
  }
  if (any_allowed && std::find(policies.begin(), policies.end(), kAny) != policies.end()) {  // (d)(2)
    for (const auto& [policy, parents] : expecting)
      if (!level.contains(policy)) level[policy] = {parents, {policy}};
  }
  levels_.push_back(std::move(level));
  prune();
}

void PolicyGraph::map(const std::vector<std::pair<std::string, std::string>>& mappings, bool allowed) {
  if (is_null() || !spend(mappings.size())) return;
  std::map<std::string, std::set<std::string>> mapped;
  for (const auto& [issuer, subject] : mappings) mapped[issuer].insert(subject);
  Level& level = levels_.back();
  for (const auto& [policy, subjects] : mapped) {
    const auto node = level.find(policy);
    if (!allowed) {
      if (node != level.end()) level.erase(node);
    } else if (node != level.end()) {
      node->second.expected = subjects;
    } else if (const auto any = level.find(kAny); any != level.end()) {
      level[policy] = {any->second.parents, subjects};
    }
  }
  prune();
}

/// (d)(3): what has no child in the level after goes, from the bottom up, as long as something does. A graph without a
/// last level is null.
void PolicyGraph::prune() {
  bool some = true;
  for (std::size_t i = levels_.size() - 1; i > 0 && some; --i) {
    if (!spend(size_of(levels_[i]) + levels_[i - 1].size())) return;
    std::set<std::string> used;
    for (const auto& [policy, node] : levels_[i]) used.insert(node.parents.begin(), node.parents.end());
    some = std::erase_if(levels_[i - 1], [&](const auto& entry) { return !used.contains(entry.first); }) != 0;
  }
  if (levels_.back().empty()) clear();
}

std::set<std::string> PolicyGraph::intersect(const std::set<std::string>& wanted) {
  if (is_null()) return {};
  const bool any_wanted = wanted.empty() || wanted.contains(kAny);
  // A node is the user's where it begins a chain of mappings by a wanted policy, or where a parent of it is.
  std::set<std::string> permitted = {};
  for (std::size_t i = 1; i < levels_.size(); ++i) {
    if (!spend(size_of(levels_[i]))) return {};
    std::set<std::string> next;
    for (const auto& [policy, node] : levels_[i]) {
      const bool begins = node.parents.contains(kAny) && (any_wanted || policy == kAny || wanted.contains(policy));
      const bool follows = std::any_of(node.parents.begin(), node.parents.end(), [&](const std::string& parent) {
        return parent != kAny && permitted.contains(parent);
      });
      if (begins || follows) next.insert(policy);
    }
    permitted = std::move(next);
  }
  if (levels_.size() == 1) permitted = {kAny};  // a path of the trust anchor alone
  if (permitted.contains(kAny) && !any_wanted) {
    permitted.erase(kAny);
    permitted.insert(wanted.begin(), wanted.end());
  }
  if (permitted.empty()) clear();
  return permitted;
}

}  // namespace pkit::path
