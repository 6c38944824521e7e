// Certificate policies (RFC 5280 6.1.2 to 6.1.5 as RFC 9618 amends them).
#include <algorithm>

#include "path/checks.h"
#include "path/policy_graph.h"
#include "x509/oid.h"

namespace pkit::path {

namespace {

/// The state variables of 6.1.2: how many certificates may still follow before each takes effect.
struct Counters {
  int explicit_policy, inhibit_any, policy_mapping;

  void step() {  // 6.1.4 (h)
    for (int* each : {&explicit_policy, &inhibit_any, &policy_mapping})
      if (*each > 0) --*each;
  }
  void restrict_by(const Facts& facts) {  // 6.1.4 (i), (j)
    const auto least = [](int& counter, const std::optional<int>& most) {
      if (most) counter = std::min(counter, *most);
    };
    least(explicit_policy, facts.policy_constraints.require_explicit);
    least(policy_mapping, facts.policy_constraints.inhibit_mapping);
    least(inhibit_any, facts.inhibit_any);
  }
};

bool maps_any(const Facts& facts) {
  return std::any_of(facts.mappings.begin(), facts.mappings.end(), [](const auto& mapping) {
    return mapping.first == x509::oid::kAnyPolicy || mapping.second == x509::oid::kAnyPolicy;
  });
}

}  // namespace

std::vector<std::string> check_policies(const Path& path, const Question& question, Effort& effort,
                                        Findings& findings) {
  const int n = static_cast<int>(path.size()) - 1;  // the trust anchor is no part of it
  const auto initial = [&](bool at_once) { return at_once ? 0 : n + 1; };
  Counters counters{initial(question.explicit_policy), initial(question.inhibit_any),
                    initial(question.inhibit_mapping)};
  PolicyGraph graph(effort);
  const auto missing = [&](std::size_t at) {
    findings.push_back({Rule::policy, at, "certificatePolicies", "no policy holds for the whole path up to it"});
  };
  for (std::size_t i = path.size() - 1; i-- > 0;) {  // from below the anchor to the leaf
    const Facts& facts = *path[i];
    const bool last = i == 0;
    if (facts.policies)
      graph.extend(*facts.policies, counters.inhibit_any > 0 || (!last && facts.self_issued()));
    else
      graph.clear();
    if (counters.explicit_policy == 0 && graph.is_null()) return missing(i), std::vector<std::string>();  // (f)
    if (last) break;
    if (maps_any(facts)) {
      findings.push_back({Rule::policy_mapping, i, "policyMappings", "it maps anyPolicy"});
      return {};
    }
    graph.map(facts.mappings, counters.policy_mapping > 0);
    if (!facts.self_issued()) counters.step();
    counters.restrict_by(facts);
  }
  // 6.1.5 (a) and (b)
  if (counters.explicit_policy > 0) --counters.explicit_policy;
  if (path.front()->policy_constraints.require_explicit == 0) counters.explicit_policy = 0;
  const std::set<std::string> permitted = graph.intersect({question.policies.begin(), question.policies.end()});
  if (counters.explicit_policy == 0 && graph.is_null()) missing(0);
  return {permitted.begin(), permitted.end()};
}

}  // namespace pkit::path
