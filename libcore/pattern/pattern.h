// Patterns that meet an attacker's input: linear time only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace pkit::pattern {

/// "*" any run, "?" one character, "+" one or more that are no dot (a bare host name, one label below a domain),
/// "[a-z]" and "[!a-z]" classes (a "]" that comes first in one is itself, as in glob(7)),
/// "\" escapes; everything else itself. A character is one of UTF-8. Case matters; callers lower both sides where it
/// must not. Costs at most length of pattern times length of text.
class Glob {
 public:
  /// Error{usage "pattern.glob"} for an unfinished class or escape, a range that runs backwards, bytes that are not
  /// UTF-8, or over 1,000 characters.
  explicit Glob(std::string_view text);
  /// Which of the pattern's elements take a "*" of the text: any, or an escaped "*" alone.
  enum class Stars { any, escaped };
  bool matches(std::string_view text, Stars stars = Stars::any) const;
  const std::string& text() const { return text_; }
  /// Holds no special character: it matches exactly one text.
  bool literal() const;

 private:
  using Point = std::uint32_t;
  struct Range {
    Point first, last;
    bool operator==(const Range&) const = default;
  };
  /// One element: one character out of (or outside of) some ranges, or a run of any number of such.
  struct Part {
    bool run = false;
    bool negated = false;
    std::vector<Range> ranges;
    bool takes(Point c) const;
    bool is_star() const { return !run && !negated && ranges == std::vector<Range>{{'*', '*'}}; }
  };
  class Parser;

  std::string text_;
  std::vector<Part> parts_;
};

/// RE2, full match, UTF-8, memory-limited. "." does not match a line break.
class Regex {
 public:
  /// Error{usage "pattern.regex"} with RE2's reason.
  explicit Regex(const std::string& text);
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();
  bool matches(std::string_view text) const;
  const std::string& text() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// "10.0.0.0/8", "2001:db8::/32", or one address. An IPv4-mapped IPv6 address is the IPv4 address that it maps.
class Cidr {
 public:
  /// Error{usage "pattern.cidr"}: no address, prefix too long, host bits set, or IPv4-mapped.
  explicit Cidr(const std::string& text);
  /// False for a text that is no address.
  bool contains(const std::string& address) const;

 private:
  Bytes network_;
  int prefix_ = 0;
};

}  // namespace pkit::pattern
