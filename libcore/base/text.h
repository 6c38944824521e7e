// Text: case, lists, nearest word, escaping for a terminal, durations and times.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkit {

/// ASCII only.
std::string lower(std::string_view text);
std::string_view trim(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// One part more than there are separators; parts may be empty.
std::vector<std::string> split(std::string_view text, char separator);

/// A Unicode character and the bytes it takes; length 0 where there is none.
struct Character {
  std::uint32_t point = 0;
  std::size_t length = 0;
};
/// The first character of a text that is not empty. RFC 3629: no overlong forms, no surrogates, nothing over U+10FFFF.
Character first_character(std::string_view text);
/// Would move the cursor, switch colours, break the line, or change the order in which it is read (Unicode UAX 9).
bool deceives_terminal(std::uint32_t point);

bool valid_utf8(std::string_view text);
/// How many bytes at the front are well-formed UTF-8 (RFC 3629).
std::size_t utf8_prefix(std::string_view text);

/// The word of `among` that is nearest to `word` (edit distance of at most a third of its length); empty if none is.
std::string nearest(std::string_view word, const std::vector<std::string>& among);

/// What came from outside, fit for a terminal: control characters, bidirectional controls and invalid UTF-8 become
/// \xNN or \u{NNNN}; a backslash stays as it is. A line break is a control character too.
std::string printable(std::string_view text);
/// What came from outside, fit to be kept as text: bytes that are not UTF-8, and NULs, become \xNN; all else stays.
std::string storable(std::string_view text);

/// Epoch milliseconds.
using Time = std::int64_t;
/// Milliseconds.
using Duration = std::int64_t;

/// "90d", "12h", "5m", "30s", "2w": one unsigned number and one unit; nothing if it is none or overflows.
std::optional<Duration> parse_duration(std::string_view text);
/// The largest unit that divides it: "90d"; "1500ms" where none does.
std::string print_duration(Duration duration);

/// RFC 3339 with Z or an offset, or a date ("2027-01-31", midnight UTC); nothing if it is none. Fractions are cut to
/// milliseconds; leap seconds (":60") have no epoch time and are none.
std::optional<Time> parse_time(std::string_view text);
/// RFC 3339, UTC, whole seconds: "2026-11-21T10:00:00Z".
std::string print_time(Time time);

/// Years, months, days, hours, minutes, seconds in UTC (proleptic Gregorian).
struct Civil {
  int year, month, day, hour, minute, second;
};
Civil civil_of(Time time);
Time time_of(const Civil& civil);
/// The same date that many years on; 29 February becomes the 28th (C9).
Time add_years(Time time, int years);

}  // namespace pkit
