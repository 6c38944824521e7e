// Matchers: reading them, and asking them.
#include "handler/match.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "pattern/name_glob.h"
#include "pattern/pattern.h"

namespace pkit::handler {

using config::Faults;
using pattern::Compare;
using pattern::NameGlob;

namespace {

void wrong_type(const Value& value, const std::string& name, const char* wanted, Faults& faults) {
  faults.add(value.at(), "config.type", name + " must be " + wanted + ", not " + Value::name(value.type()));
}

/// Whole numbers only, as integers or as the texts that client parameters are.
std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || last != end) return std::nullopt;
  return number;
}

std::optional<std::int64_t> bound_of(const Value& value, const std::string& name, Faults& faults) {
  if (value.is_int()) return value.as_int();
  wrong_type(value, name, "an integer", faults);
  return std::nullopt;
}

/// Runs `make`; a pattern that cannot be one is a fault at its place.
template <class Make>
auto made_or_fault(const Value& value, const std::string& name, Faults& faults, Make make) -> decltype(make()) {
  try {
    return make();
  } catch (const Error& error) {
    faults.add(value.at(), error.code(), name + ": " + error.what(), error.hint());
    return {};
  }
}

/// One text may be asked of names of every type: a list has them side by side.
class AnyGlob {
 public:
  explicit AnyGlob(const std::string& text)
      : globs_{NameGlob(Compare::exact, text), NameGlob(Compare::name, text), NameGlob(Compare::address, text),
               NameGlob(Compare::email, text), NameGlob(Compare::uri, text)} {}
  bool matches(const Item& item) const { return globs_[static_cast<std::size_t>(item.compare)].matches(item.text); }

 private:
  std::array<NameGlob, 5> globs_;
};

}  // namespace

struct Matcher::Operator {
  const char* word;
  Matcher (*read)(const Value&, const std::string&, Faults&);
};

Matcher Matcher::one(Test test) {
  Matcher matcher;
  matcher.op_ = Op::one;
  matcher.test_ = std::move(test);
  return matcher;
}

Matcher Matcher::glob(const Value& value, const std::string& name, Faults& faults) {
  return made_or_fault(value, name, faults, [&] {
    return one([glob = AnyGlob(*scalar_text(value))](const Item& item) { return glob.matches(item); });
  });
}

/// Lower-casing a regular expression would change its classes (\S and \s): the flag does it instead.
Matcher Matcher::regex(const Value& value, const std::string& name, Faults& faults) {
  if (!value.is_text()) {
    wrong_type(value, name, "a text", faults);
    return {};
  }
  return made_or_fault(value, name, faults, [&] {
    const auto exact = std::make_shared<const pattern::Regex>(value.as_text());
    const auto folded = std::make_shared<const pattern::Regex>("(?i)" + value.as_text());
    return one([exact, folded](const Item& item) {
      const bool folds = item.compare == Compare::name || item.compare == Compare::address;
      return (folds ? folded : exact)->matches(item.text);
    });
  });
}

Matcher Matcher::cidr(const Value& value, const std::string& name, Faults& faults) {
  if (value.is_list()) {
    Matcher matcher;
    for (const Value& item : value.items()) matcher.parts_.push_back(cidr(item, name, faults));
    if (matcher.parts_.empty()) faults.add(value.at(), "handler.empty", name + " is an empty list");
    return matcher;
  }
  if (!value.is_text()) {
    wrong_type(value, name, "a text or a list of texts", faults);
    return {};
  }
  return made_or_fault(value, name, faults, [&] {
    return one([range = pattern::Cidr(value.as_text())](const Item& item) { return range.contains(item.text); });
  });
}

Matcher Matcher::at_least(const Value& value, const std::string& name, Faults& faults) {
  const std::optional<std::int64_t> bound = bound_of(value, name, faults);
  if (!bound) return {};
  return one([least = *bound](const Item& item) {
    const std::optional<std::int64_t> number = number_of(item.text);
    return number && *number >= least;
  });
}

Matcher Matcher::at_most(const Value& value, const std::string& name, Faults& faults) {
  const std::optional<std::int64_t> bound = bound_of(value, name, faults);
  if (!bound) return {};
  return one([most = *bound](const Item& item) {
    const std::optional<std::int64_t> number = number_of(item.text);
    return number && *number <= most;
  });
}

Matcher Matcher::same_as(const Value& value, const std::string& name, Faults& faults) {
  Matcher matcher;
  matcher.op_ = Op::same;
  if (!value.is_text()) {
    wrong_type(value, name, "a path", faults);
    return matcher;
  }
  matcher.other_ = value.as_text();
  const KnownPath* row = known_path(matcher.other_);
  if (!row)
    faults.unknown(value.at(), name + ": unknown path", matcher.other_, path_words());
  else if (row->shape == KnownPath::Shape::group)
    faults.add(value.at(), "handler.operator",
               name + ": " + matcher.other_ + " is a map, and nothing is the same as it");
  return matcher;
}

Matcher Matcher::presence(const Value& value, const std::string& name, Faults& faults) {
  Matcher matcher;
  matcher.op_ = Op::present;
  if (value.is_bool())
    matcher.wanted_ = value.as_bool();
  else
    wrong_type(value, name, "true or false", faults);
  return matcher;
}

Matcher Matcher::none_of(const Value& value, const std::string& name, Faults& faults) {
  Matcher matcher;
  matcher.op_ = Op::none;
  matcher.parts_.push_back(read(value, name, faults));
  // An absent path matches nothing, under `not` too: together they would never hold, and look as if they did.
  if (matcher.parts_.front().asks_presence())
    faults.add(value.at(), "handler.operator", name + " cannot be asked of present",
               "present has both answers itself: {present: true} or {present: false}");
  return matcher;
}

Matcher Matcher::all_of(const Value& value, const std::string& name, Faults& faults) {
  if (value.is_list()) return of_list(Op::all, value, name, faults);
  wrong_type(value, name, "a list", faults);
  return {};
}

Matcher Matcher::of_list(Op op, const Value& value, const std::string& name, Faults& faults) {
  if (value.items().empty()) {
    faults.add(value.at(), "handler.empty", name + " is an empty list");
    return {};
  }
  Matcher matcher;
  matcher.op_ = op;
  for (const Value& item : value.items()) matcher.parts_.push_back(read(item, name, faults));
  return matcher;
}

Matcher Matcher::of_operator(const Value& value, const std::string& name, Faults& faults) {
  static constexpr Operator kOperators[] = {{"regex", regex},      {"not", none_of},       {"all", all_of},
                                            {"cidr", cidr},        {"at_least", at_least}, {"at_most", at_most},
                                            {"present", presence}, {"same_as", same_as}};
  Matcher matcher;
  for (const auto& [word, operand] : value.members()) {
    const auto row = std::find_if(std::begin(kOperators), std::end(kOperators),
                                  [&word = word](const Operator& known) { return word == known.word; });
    if (row != std::end(kOperators)) {
      matcher = row->read(operand, name + "." + word, faults);
      continue;
    }
    std::vector<std::string> words;
    for (const Operator& known : kOperators) words.emplace_back(known.word);
    faults.unknown(operand.key_at(), name + ": unknown operator", word, words);
  }
  if (value.members().size() != 1)
    faults.add(value.at(), "handler.operator", name + " must have exactly one operator",
               "join several conditions on one path with any_of or all");
  return matcher;
}

Matcher Matcher::read(const Value& value, const std::string& name, Faults& faults) {
  if (scalar_text(value)) return glob(value, name, faults);
  if (value.is_list()) return of_list(Op::any, value, name, faults);
  if (value.is_map()) return of_operator(value, name, faults);
  faults.add(value.at(), "config.type", name + " asks for nothing", "for a path that is not there: {present: false}");
  return {};
}

/// As the one that is a name compares; names of two types are the same where their texts are.
static bool same_item(const Item& a, const Item& b) {
  if (a.compare != b.compare && a.compare != Compare::exact && b.compare != Compare::exact) return a.text == b.text;
  const Compare how = a.compare == Compare::exact ? b.compare : a.compare;
  return pattern::compared(how, a.text) == pattern::compared(how, b.text);
}

/// Is one of these one of those?
static bool meet(const std::vector<Item>& these, const std::vector<Item>& those) {
  return std::any_of(these.begin(), these.end(), [&](const Item& a) {
    return std::any_of(those.begin(), those.end(), [&](const Item& b) { return same_item(a, b); });
  });
}

bool Matcher::matches(const std::optional<std::vector<Item>>& found, const Value& parameter) const {
  const auto holds = [&](const Matcher& part) { return part.matches(found, parameter); };
  switch (op_) {
    case Op::present:
      return found.has_value() == wanted_;
    case Op::any:
      return std::any_of(parts_.begin(), parts_.end(), holds);
    case Op::all:
      return std::all_of(parts_.begin(), parts_.end(), holds);
    case Op::none:
      return found && std::none_of(parts_.begin(), parts_.end(), holds);
    case Op::same: {
      const auto other = items_at(parameter, other_);
      return found && other && meet(*found, *other);
    }
    case Op::one:
      break;
  }
  return found && std::any_of(found->begin(), found->end(), test_);
}

bool Matcher::positive() const {
  const auto is_positive = [](const Matcher& part) { return part.positive(); };
  switch (op_) {
    case Op::present:
      return wanted_;
    case Op::any:
      return !parts_.empty() && std::all_of(parts_.begin(), parts_.end(), is_positive);
    case Op::all:
      return std::any_of(parts_.begin(), parts_.end(), is_positive);
    case Op::none:
      return false;
    case Op::same:
    case Op::one:
      break;
  }
  return true;
}

std::vector<std::string> Matcher::compared() const {
  std::vector<std::string> paths;
  if (op_ == Op::same) paths.push_back(other_);
  for (const Matcher& part : parts_)
    for (std::string& path : part.compared()) paths.push_back(std::move(path));
  return paths;
}

bool Matcher::rests_on_evidence() const {
  const auto rests = [](const Matcher& part) { return part.rests_on_evidence(); };
  if (op_ == Op::any) return !parts_.empty() && std::all_of(parts_.begin(), parts_.end(), rests);
  if (op_ == Op::all) return std::any_of(parts_.begin(), parts_.end(), rests);
  const KnownPath* row = op_ == Op::same ? known_path(other_) : nullptr;
  return row && row->evidence;
}

bool Matcher::negates() const {
  return op_ == Op::none || std::any_of(parts_.begin(), parts_.end(), [](const Matcher& p) { return p.negates(); });
}

}  // namespace pkit::handler
