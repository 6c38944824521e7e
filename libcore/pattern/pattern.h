// Patterns that meet an attacker's input: linear time only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pkit::pattern {

/// "*" any run, "?" one character, "[a-z]" and "[!a-z]" classes, "\" escapes; everything else itself. Case matters; callers lower
/// both sides where it must not.
class Glob {
 public:
  /// Error{usage "pattern.glob"} for an unfinished class or escape, or over 1,000 characters.
  explicit Glob(std::string_view text);
  bool matches(std::string_view text) const;
  const std::string& text() const { return text_; }
  /// Holds no special character: it matches exactly one text.
  bool literal() const;

 private:
  std::string text_;
};

/// RE2, full match, UTF-8, memory-limited.
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

/// "10.0.0.0/8", "2001:db8::/32", or one address. An IPv4-mapped IPv6 address is not inside an IPv4 range.
class Cidr {
 public:
  /// Error{usage "pattern.cidr"}: no address, prefix too long, or host bits set.
  explicit Cidr(const std::string& text);
  /// False for a text that is no address.
  bool contains(const std::string& address) const;

 private:
  std::string text_;
  std::vector<unsigned char> network_;
  int prefix_ = 0;
};

}  // namespace pkit::pattern
