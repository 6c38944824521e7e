// How long a certificate lives: a duration, or calendar years.
#include <algorithm>

#include "policy/profile.h"

namespace pkit::policy {

namespace {

constexpr Duration kSecond = 1000;

}  // namespace

std::optional<Lifetime> parse_lifetime(std::string_view text) {
  if (!text.ends_with('y')) {
    const std::optional<Duration> duration = parse_duration(text);
    return duration ? std::optional(Lifetime{*duration, 0}) : std::nullopt;
  }
  text.remove_suffix(1);
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || text.size() > 4 || !digits) return std::nullopt;
  return Lifetime{0, std::stoi(std::string(text))};
}

Time end_of(const Lifetime& lifetime, Time not_before) {
  const Time begin = not_before - not_before % kSecond;
  const Time end = lifetime.years > 0 ? add_years(begin, lifetime.years) : begin + lifetime.duration;
  // Both ends of the validity count (RFC 5280 4.1.2.5): the last second is the one before the same moment later.
  return end - end % kSecond - kSecond;
}

}  // namespace pkit::policy
