// `when`: conditions over the handler's parameter.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.h"
#include "config/fields.h"

namespace pkit::handler {

/// One path that a rule read, for the trace: `path`, the value found (null where absent), whether it matched.
struct PathRead {
  std::string path;
  Value value;
  bool matched = false;
};

/// A parsed `when:`. All keys must hold; keys are dot paths into the parameter; a value is a scalar (equal, or a glob),
/// a list (any of: scalars or operators), or one operator map: regex (full match), not, all, cidr, at_least, at_most
/// (integers), present, same_as (another path); `any_of: [..]` joins alternative conditions. A list at a path matches
/// if any element does, `all: [..]` if each of these is in it, `not` if none matches. An absent path matches nothing,
/// under `not` too; only `present: false` holds there. Names (claimed.ClientMachine, csr.cn, csr.dns, csr.ip,
/// csr.email, csr.uri and the elements of csr.sans, which are written "dns:NAME") are compared as pattern/name_glob.h
/// says, everything else is exact.
class Condition {
 public:
  struct Node;
  static Condition read(const Value& when, const std::string& name, config::Faults& faults);
  Condition();
  Condition(Condition&&) noexcept;
  Condition& operator=(Condition&&) noexcept;
  ~Condition();

  /// True where every key holds; appends every path read, up to and with the first that failed.
  bool holds(const Value& parameter, std::vector<PathRead>& reads) const;
  bool empty() const;
  /// Does it demand anything positive of evidence (`verified.*` except state), or that something is the same as it? An
  /// `allow` without is a fault.
  bool has_evidence() const;
  /// Matches everything, so that later handlers are unreachable.
  bool always() const { return empty(); }
  /// Paths that a client can leave out to step around a deny with this condition: what it only claims, and what a
  /// `not` asks of its CSR. Not those whose absence another alternative catches by `present: false`.
  std::vector<std::string> evadable() const;

 private:
  bool caught_without(const std::string& path) const;
  std::unique_ptr<Node> root_;  // null: no condition
};

}  // namespace pkit::handler
