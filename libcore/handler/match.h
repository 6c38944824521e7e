// What a `when:` asks of one path: a scalar, a list of alternatives, or one operator.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/fields.h"
#include "handler/paths.h"

namespace pkit::handler {

class Matcher {
 public:
  /// Every fault of `value` is reported; what a faulty matcher would match does not matter, nothing runs then.
  static Matcher read(const Value& value, const std::string& name, config::Faults& faults);

  /// Does what was found at the path answer to it? Nothing found matches nothing but `present: false`. `parameter` is
  /// what `same_as` looks its path up in.
  bool matches(const std::optional<std::vector<Item>>& found, const Value& parameter) const;
  /// The paths that `same_as` compares with.
  std::vector<std::string> compared() const;
  /// Does it hold only where the path is the same as evidence that pkit has itself?
  bool rests_on_evidence() const;
  /// Does it hold only if something good was found? `not` and `present: false` are content with what is missing.
  bool positive() const;
  /// Does it say what must not be there?
  bool negates() const;
  /// Is it `present` alone, which can be asked of a map too?
  bool asks_presence() const { return op_ == Op::present; }

 private:
  enum class Op { any, all, none, one, present, same };
  using Test = std::function<bool(const Item&)>;
  struct Operator;

  static Matcher one(Test test);
  static Matcher glob(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher of_list(Op op, const Value& value, const std::string& name, config::Faults& faults);
  static Matcher of_operator(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher regex(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher cidr(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher none_of(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher all_of(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher at_least(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher at_most(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher same_as(const Value& value, const std::string& name, config::Faults& faults);
  static Matcher presence(const Value& value, const std::string& name, config::Faults& faults);

  Op op_ = Op::any;  // without parts: matches nothing
  std::vector<Matcher> parts_;
  Test test_;
  std::string other_;  // the path of `same_as`
  bool wanted_ = true;
};

}  // namespace pkit::handler
