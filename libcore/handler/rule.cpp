// Conditions: reading `when:` and asking it of a parameter.
#include "handler/rule.h"

#include <algorithm>

#include "handler/match.h"
#include "handler/paths.h"
#include "pattern/uri.h"

namespace pkit::handler {

using config::Faults;

namespace {

constexpr const char* kAnyOf = "any_of";

void check_path(const std::string& path, const Value& asked, const Matcher& matcher, const std::string& name,
                Faults& faults) {
  const KnownPath* row = known_path(path);
  if (!row) {
    faults.unknown(asked.key_at(), name + ": unknown path", path, path_words());
  } else if (row->shape == KnownPath::Shape::group && !matcher.asks_presence()) {
    faults.add(asked.at(), "handler.operator",
               name + "." + path + " is a map: only {present: true} or {present: false} can be asked of it");
  }
}

/// Every glob of what is asked of a path whose values are URIs, or names of all types.
void warn_of_crossing(const Value& asked, const std::string& name, Faults& faults) {
  if (asked.is_text()) {
    const std::string& text = asked.as_text();
    const std::string_view glob = std::string_view(text).substr(text.starts_with("uri:") ? 4 : 0);
    if (glob.find("://") != glob.npos && pattern::crosses_parts(glob))
      faults.warn(asked.at(), pattern::crossing_warning(name, text));
  } else if (asked.is_list()) {
    for (const Value& item : asked.items()) warn_of_crossing(item, name, faults);
  } else if (asked.is_map()) {
    for (const auto& [word, operand] : asked.members()) {
      if (word == "not" || word == "all") warn_of_crossing(operand, name + "." + word, faults);
    }
  }
}

}  // namespace

struct Condition::Node {
  /// What one key of a `when:` asks.
  struct Test {
    std::string path;
    Matcher matcher;

    bool holds_without() const { return matcher.matches(std::nullopt, Value()); }

    bool is_evidence() const {
      const KnownPath* row = known_path(path);
      return (row && row->evidence && matcher.positive()) || matcher.rests_on_evidence();
    }

    bool is_evadable() const {
      const KnownPath* row = known_path(path);
      if (!row || row->omit == KnownPath::Omit::never || holds_without()) return false;
      return row->omit == KnownPath::Omit::always || matcher.negates();
    }
  };

  std::vector<Test> tests;
  std::vector<Condition> alternatives;  // empty: no any_of

  void read_alternatives(const Value& list, const std::string& name, Faults& faults);
};

Condition::Condition() = default;
Condition::Condition(Condition&&) noexcept = default;
Condition& Condition::operator=(Condition&&) noexcept = default;
Condition::~Condition() = default;

void Condition::Node::read_alternatives(const Value& list, const std::string& name, Faults& faults) {
  if (!list.is_list() || list.items().empty()) {
    faults.add(list.at(), "config.type", name + " must be a list of conditions", "any_of: [{csr.cn: a}, {csr.dns: a}]");
    return;
  }
  for (const Value& item : list.items()) {
    if (item.is_map() && item.members().empty())
      faults.add(item.at(), "handler.empty", name + " has an alternative that always holds");
    alternatives.push_back(read(item, name, faults));
  }
}

Condition Condition::read(const Value& when, const std::string& name, Faults& faults) {
  Condition condition;
  if (!when.is_map()) {
    if (!when.is_null())
      faults.add(when.at(), "config.type", name + " must be a map of paths, not " + Value::name(when.type()));
    return condition;
  }
  auto node = std::make_unique<Node>();
  for (const auto& [path, asked] : when.members()) {
    if (path == kAnyOf) {
      node->read_alternatives(asked, name + "." + path, faults);
      continue;
    }
    Matcher matcher = Matcher::read(asked, name + "." + path, faults);
    check_path(path, asked, matcher, name, faults);
    if (path == "csr.uri" || path == "csr.sans") warn_of_crossing(asked, name + "." + path, faults);
    node->tests.push_back({path, std::move(matcher)});
  }
  if (!when.members().empty()) condition.root_ = std::move(node);
  return condition;
}

bool Condition::empty() const { return !root_; }

bool Condition::holds(const Value& parameter, std::vector<PathRead>& reads) const {
  if (!root_) return true;
  for (const Node::Test& test : root_->tests) {
    const bool matched = test.matcher.matches(items_at(parameter, test.path), parameter);
    const Value* found = look_up(parameter, test.path);
    reads.push_back({test.path, found ? *found : Value(), matched});
    for (const std::string& path : test.matcher.compared()) {
      const Value* other = look_up(parameter, path);
      reads.push_back({path, other ? *other : Value(), matched});
    }
    if (!matched) return false;
  }
  const std::vector<Condition>& alternatives = root_->alternatives;
  const auto holds_too = [&](const Condition& alternative) { return alternative.holds(parameter, reads); };
  return alternatives.empty() || std::any_of(alternatives.begin(), alternatives.end(), holds_too);
}

bool Condition::has_evidence() const {
  if (!root_) return false;
  const std::vector<Condition>& alternatives = root_->alternatives;
  return std::any_of(root_->tests.begin(), root_->tests.end(),
                     [](const Node::Test& test) { return test.is_evidence(); }) ||
         (!alternatives.empty() &&
          std::all_of(alternatives.begin(), alternatives.end(), [](const Condition& c) { return c.has_evidence(); }));
}

std::vector<std::string> Condition::evadable() const {
  std::vector<std::string> paths;
  if (!root_) return paths;
  for (const Node::Test& test : root_->tests)
    if (test.is_evadable()) paths.push_back(test.path);
  for (const Condition& alternative : root_->alternatives)
    for (std::string& path : alternative.evadable())
      if (!caught_without(path)) paths.push_back(std::move(path));
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

bool Condition::caught_without(const std::string& path) const {
  return std::any_of(root_->alternatives.begin(), root_->alternatives.end(), [&](const Condition& alternative) {
    if (!alternative.root_ || !alternative.root_->alternatives.empty() || alternative.root_->tests.size() != 1)
      return false;
    const Node::Test& only = alternative.root_->tests.front();
    return only.path == path && only.holds_without();
  });
}

}  // namespace pkit::handler
