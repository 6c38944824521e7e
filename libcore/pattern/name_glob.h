// Globs over names, each type compared as its standard says.
#pragma once

#include <string>
#include <string_view>

#include "pattern/pattern.h"

namespace pkit::pattern {

/// How texts compare. `name`: without case (RFC 4343, RFC 5280 7.1), addresses as addresses; `address`: by canonical
/// text, IPv4-mapped ones as IPv4; `email`: the domain without case; `uri`: by normal_uri().
enum class Compare { exact, name, address, email, uri };

/// The one spelling of all texts that are the same.
std::string compared(Compare how, std::string_view text);

/// A glob over texts that were compared(); the pattern itself may be in any spelling.
class NameGlob {
 public:
  /// As Glob's; in `email` and `uri` a "+" is itself. "uri:", "email:" and "ip:" may stand before the pattern, as in a
  /// list of subject alternative names.
  NameGlob(Compare how, std::string_view pattern);
  /// For conditions. A URI's user part is looked at only by a pattern that has one: neither to hide from a deny by
  /// "ops@", nor to reach past a host ("https://web*" and "https://web1@evil.example").
  bool matches(std::string_view text) const;
  /// For what is signed: beyond matches(), a "*" of the name must be asked for by "\*" (a wildcard is every host), and
  /// so must a user part.
  bool grants(std::string_view text) const;

 private:
  Compare how_;
  Glob glob_;
  bool has_user_;
};

}  // namespace pkit::pattern
