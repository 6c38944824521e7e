// Durations, RFC 3339, and the calendar: the second half of text.h.
#include <array>
#include <cstdio>

#include "base/text.h"

namespace pkit {

namespace {

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

struct Unit {
  char letter;
  Duration length;
};
constexpr std::array kUnits = {Unit{'w', 7 * kDay}, Unit{'d', kDay}, Unit{'h', kHour}, Unit{'m', kMinute},
                               Unit{'s', kSecond}};

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Takes exactly `width` digits off the front of `text`.
bool take_number(std::string_view& text, std::size_t width, int& number) {
  if (text.size() < width) return false;
  number = 0;
  for (char c : text.substr(0, width)) {
    if (!digit(c)) return false;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return true;
}

bool take(std::string_view& text, char upper) {
  if (text.empty() || (text.front() != upper && text.front() != upper + ('a' - 'A'))) return false;
  text.remove_prefix(1);
  return true;
}

bool take_exactly(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool take_date(std::string_view& text, Civil& to) {
  return take_number(text, 4, to.year) && take_exactly(text, '-') && take_number(text, 2, to.month) &&
         take_exactly(text, '-') && take_number(text, 2, to.day) && to.month >= 1 && to.month <= 12 && to.day >= 1 &&
         to.day <= days_in(to.year, to.month);
}

bool take_clock(std::string_view& text, Civil& to) {
  return take_number(text, 2, to.hour) && take_exactly(text, ':') && take_number(text, 2, to.minute) &&
         take_exactly(text, ':') && take_number(text, 2, to.second) && to.hour <= 23 && to.minute <= 59 &&
         to.second <= 59;
}

/// ".123456" as milliseconds, cut; 0 where there is no fraction.
bool take_fraction(std::string_view& text, Duration& milliseconds) {
  milliseconds = 0;
  if (!take_exactly(text, '.')) return true;
  if (text.empty() || !digit(text.front())) return false;
  for (Duration unit = 100; !text.empty() && digit(text.front()); unit /= 10, text.remove_prefix(1))
    milliseconds += unit * (text.front() - '0');
  return true;
}

/// "Z", "+hh:mm" or "-hh:mm".
bool take_offset(std::string_view& text, Duration& offset) {
  offset = 0;
  if (take(text, 'Z')) return true;
  const bool west = take_exactly(text, '-');
  int hours = 0, minutes = 0;
  if (!west && !take_exactly(text, '+')) return false;
  if (!take_number(text, 2, hours) || !take_exactly(text, ':') || !take_number(text, 2, minutes)) return false;
  if (hours > 23 || minutes > 59) return false;
  offset = (west ? -1 : 1) * (hours * kHour + minutes * kMinute);
  return true;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Years are counted from 1 March, so that the leap day is a year's last; an era is 400 years, 146097 days.
constexpr std::int64_t kEraDays = 146097, kMarchYearZero = 719468;

std::int64_t days_of(int year, int month, int day) {
  const std::int64_t from_march = (month + 9) % 12;
  const std::int64_t march_year = static_cast<std::int64_t>(year) - (month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(march_year, 400), year_of_era = march_year - era * 400;
  const std::int64_t day_of_year = (153 * from_march + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kEraDays + day_of_era - kMarchYearZero;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  Duration number = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && digit(text[digits]); ++digits)
    if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, text[digits] - '0', &number))
      return std::nullopt;
  if (digits == 0 || digits + 1 != text.size()) return std::nullopt;
  for (const Unit& unit : kUnits)
    if (unit.letter == text.back() && !__builtin_mul_overflow(number, unit.length, &number)) return number;
  return std::nullopt;
}

std::string print_duration(Duration duration) {
  if (duration == 0) return "0s";
  for (const Unit& unit : kUnits)
    if (duration % unit.length == 0) return std::to_string(duration / unit.length) + unit.letter;
  return std::to_string(duration) + "ms";
}

std::optional<Time> parse_time(std::string_view text) {
  Civil civil{};
  Duration fraction = 0, offset = 0;
  if (!take_date(text, civil)) return std::nullopt;
  if (text.empty()) return time_of(civil);
  if (!take(text, 'T') || !take_clock(text, civil) || !take_fraction(text, fraction) || !take_offset(text, offset))
    return std::nullopt;
  if (!text.empty()) return std::nullopt;
  return time_of(civil) + fraction - offset;
}

std::string print_time(Time time) {
  const Civil c = civil_of(time);
  char out[64];
  std::snprintf(out, sizeof out, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute, c.second);
  return out;
}

Civil civil_of(Time time) {
  const std::int64_t days = floor_div(time, kDay), in_day = time - days * kDay;
  const std::int64_t shifted = days + kMarchYearZero, era = floor_div(shifted, kEraDays);
  const std::int64_t day_of_era = shifted - era * kEraDays;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
  const auto narrow = [](std::int64_t n) { return static_cast<int>(n); };
  return {narrow(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
          narrow(month),
          narrow(day_of_year - (153 * from_march + 2) / 5 + 1),
          narrow(in_day / kHour),
          narrow(in_day / kMinute % 60),
          narrow(in_day / kSecond % 60)};
}

Time time_of(const Civil& c) {
  return days_of(c.year, c.month, c.day) * kDay + c.hour * kHour + c.minute * kMinute + c.second * kSecond;
}

Time add_years(Time time, int years) {
  Civil civil = civil_of(time);
  const Duration below_second = time - time_of(civil);
  civil.year += years;
  if (civil.day > days_in(civil.year, civil.month)) civil.day = days_in(civil.year, civil.month);
  return time_of(civil) + below_second;
}

}  // namespace pkit
