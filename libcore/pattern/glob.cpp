// Globs over Unicode characters. All ways to match are followed at once, so the cost is bounded by pattern times text.
#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "pattern/pattern.h"

namespace pkit::pattern {

namespace {

constexpr std::size_t kMaxCharacters = 1000;
constexpr std::uint32_t kBeyondUnicode = 0x110000;

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
  throw Error(Kind::usage, "pattern.glob", "the pattern \"" + printable(text.substr(0, 100)) + "\" " + why);
}

/// The characters of a text; a byte that belongs to none counts as one that no class contains.
std::vector<std::uint32_t> characters(std::string_view text) {
  std::vector<std::uint32_t> out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character next = first_character(text);
    out.push_back(next.length == 0 ? kBeyondUnicode : next.point);
    text.remove_prefix(std::max<std::size_t>(1, next.length));
  }
  return out;
}

}  // namespace

bool Glob::Part::takes(Point c) const {
  return negated != std::ranges::any_of(ranges, [c](const Range& r) { return r.first <= c && c <= r.last; });
}

/// Reads a pattern from left to right.
class Glob::Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), ahead_(characters(text)) {}

  std::vector<Part> parse() {
    if (!valid_utf8(text_)) refuse(text_, "is not UTF-8");
    if (ahead_.size() > kMaxCharacters) refuse(text_, "is longer than 1000 characters");
    std::vector<Part> parts;
    while (at_ < ahead_.size()) {
      if (ahead_[at_] == '+') {
        ++at_;
        parts.push_back(no_dot(false));
        parts.push_back(no_dot(true));
        continue;
      }
      Part part = next();
      const bool again = part.run && !parts.empty() && parts.back().run && parts.back().ranges.empty();
      if (!again) parts.push_back(std::move(part));  // "**" is "*"
    }
    return parts;
  }

 private:
  static Part no_dot(bool run) { return {.run = run, .negated = true, .ranges = {{'.', '.'}}}; }

  Part next() {
    switch (ahead_[at_]) {
      case '*':
        ++at_;
        return {.run = true, .negated = true, .ranges = {}};
      case '?':
        ++at_;
        return {.run = false, .negated = true, .ranges = {}};
      case '[':
        ++at_;
        return character_class();
      default:
        break;
    }
    const Point c = character();
    return {.run = false, .negated = false, .ranges = {{c, c}}};
  }

  Part character_class() {
    Part part;
    part.negated = at_ < ahead_.size() && ahead_[at_] == '!';
    if (part.negated) ++at_;
    for (bool first = true;; first = false) {
      if (at_ >= ahead_.size()) refuse(text_, "has a class without \"]\"");
      if (ahead_[at_] == ']' && !first) break;
      part.ranges.push_back(range());
    }
    ++at_;
    return part;
  }

  Range range() {
    const Point first = character();
    const bool is_range = at_ + 1 < ahead_.size() && ahead_[at_] == '-' && ahead_[at_ + 1] != ']';
    if (!is_range) return {first, first};
    ++at_;
    const Point last = character();
    if (last < first) refuse(text_, "has a range that runs backwards");
    return {first, last};
  }

  /// One character, or the one behind a backslash.
  Point character() {
    if (ahead_[at_] == '\\' && ++at_ == ahead_.size()) refuse(text_, "ends in a backslash");
    return ahead_[at_++];
  }

  std::string_view text_;
  std::vector<Point> ahead_;
  std::size_t at_ = 0;
};

Glob::Glob(std::string_view text) : text_(text), parts_(Parser(text_).parse()) {}

bool Glob::matches(std::string_view text, Stars stars) const {
  // at[i]: the parts before i have taken all characters so far. A run may also take none.
  std::vector<bool> at(parts_.size() + 1), next(parts_.size() + 1);
  const auto pass_runs = [&](std::vector<bool>& reached) {
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (reached[i] && parts_[i].run) reached[i + 1] = true;
  };
  at[0] = true;
  pass_runs(at);
  for (const Point c : characters(text)) {
    const bool escaped_only = stars == Stars::escaped && c == '*';
    std::fill(next.begin(), next.end(), false);
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (at[i] && parts_[i].takes(c) && (parts_[i].is_star() || !escaped_only)) next[parts_[i].run ? i : i + 1] = true;
    pass_runs(next);
    at.swap(next);
  }
  return at[parts_.size()];
}

bool Glob::literal() const { return text_.find_first_of("*?+[\\") == std::string::npos; }

}  // namespace pkit::pattern
