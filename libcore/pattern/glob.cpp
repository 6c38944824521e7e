// Globs over Unicode characters. Only the last run is ever tried again, so the cost is bounded by pattern times text.
#include <algorithm>

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
      Part part = next();
      if (part.run && !parts.empty() && parts.back().run) continue;  // "**" is "*"
      parts.push_back(std::move(part));
    }
    return parts;
  }

 private:
  Part next() {
    switch (ahead_[at_]) {
      case '*':
        ++at_;
        return {.run = true, .negated = false, .ranges = {}};
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
  const std::vector<Point> all = characters(text);
  const auto escaped_only = [&](Point c) { return stars == Stars::escaped && c == '*'; };
  std::size_t at = 0, part = 0;
  std::size_t run = parts_.size(), run_end = 0;  // the last run met, and how far it reaches for now
  while (at < all.size()) {
    if (part < parts_.size() && parts_[part].run) {
      run = part++;
      run_end = at;
    } else if (part < parts_.size() && parts_[part].takes(all[at]) &&
               (parts_[part].is_star() || !escaped_only(all[at]))) {
      ++part;
      ++at;
    } else if (run < parts_.size() && !escaped_only(all[run_end])) {
      part = run + 1;
      at = ++run_end;
    } else {
      return false;
    }
  }
  return std::all_of(parts_.begin() + static_cast<std::ptrdiff_t>(part), parts_.end(),
                     [](const Part& rest) { return rest.run; });
}

bool Glob::literal() const { return text_.find_first_of("*?[\\") == std::string::npos; }

}  // namespace pkit::pattern
