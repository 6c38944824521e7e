#include "catalog/schedule.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace pkit::catalog {

namespace {

using Is = Schedule::Is;

constexpr Duration kMinute = 60'000, kDay = 86'400'000;
constexpr const char* kDays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

std::optional<int> number(std::string_view text, int least, int most) {
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  int value = 0;
  for (char c : text) value = value * 10 + (c - '0');
  return value < least || value > most ? std::nullopt : std::optional<int>(value);
}

/// "3:00", "03:5".
bool read_clock(std::string_view text, Schedule& to) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos || colon > 2 || text.size() - colon > 3) return false;
  const auto hour = number(text.substr(0, colon), 0, 23), minute = number(text.substr(colon + 1), 0, 59);
  if (!hour || !minute) return false;
  to.hour = *hour;
  to.minute = *minute;
  return true;
}

/// "2027-10-31T13:30", in UTC.
bool read_minute(std::string_view text, Schedule& to) {
  constexpr std::size_t length = 16;
  const std::optional<Time> at = text.size() == length ? parse_time(std::string(text) + ":00Z") : std::nullopt;
  to.at = at.value_or(0);
  return at.has_value();
}

/// "135", of which none is there twice.
bool read_digits_of_days(std::string_view text, Schedule& to) {
  for (char c : text) {
    if (c < '1' || c > '7') return false;
    to.days = static_cast<std::uint8_t>(to.days | 1U << (c - '1'));
  }
  return to.days != 0 && text.size() <= std::size(kDays);
}

bool read_words_of_days(std::string_view text, Schedule& to) {
  for (const std::string& word : split(text, ',')) {
    const auto found = std::find(std::begin(kDays), std::end(kDays), lower(word));
    if (found == std::end(kDays)) return false;
    to.days = static_cast<std::uint8_t>(to.days | 1U << (found - kDays));
  }
  return true;
}

bool read_day(std::string_view text, std::string_view last, Schedule& to) {
  to.day = text == last ? Schedule::kLastDay : number(text, 1, 31).value_or(0);
  return to.day != 0;
}

/// "every 90m" is a number of minutes.
bool read_interval(std::string_view text, Schedule& to) {
  constexpr Duration most = 999'999;
  const Duration length = parse_duration(text).value_or(0);
  if (length < kMinute || length % kMinute != 0 || length / kMinute > most) return false;
  to.minutes = static_cast<int>(length / kMinute);
  return true;
}

bool read_once(std::string_view text, Schedule& to) {
  if (text.size() == 17 && text.back() == 'Z') return read_minute(text.substr(0, 16), to);
  const std::optional<Time> at = parse_time(text);
  to.at = at.value_or(0);
  return at && *at % kMinute == 0;
}

/// A kind of schedule in both spellings: its parts are separated by "_" there and by a blank here.
struct Row {
  Is is;
  const char* letter;
  const char* word;
  std::size_t parts;  // behind it
  bool (*read_compact)(const std::vector<std::string>& parts, Schedule& to);
  bool (*read_words)(const std::vector<std::string>& parts, Schedule& to);
};
using Parts = std::vector<std::string>;

constexpr Row kRows[] = {
    {Is::interval, "I", "every", 1,
     [](const Parts& p, Schedule& to) {
       to.minutes = number(p[1], 1, 999'999).value_or(0);
       return to.minutes != 0;
     },
     [](const Parts& p, Schedule& to) { return read_interval(p[1], to); }},
    {Is::daily, "D", "daily", 1, [](const Parts& p, Schedule& to) { return read_clock(p[1], to); },
     [](const Parts& p, Schedule& to) { return read_clock(p[1], to); }},
    {Is::weekly, "W", "weekly", 2,
     [](const Parts& p, Schedule& to) { return read_digits_of_days(p[1], to) && read_clock(p[2], to); },
     [](const Parts& p, Schedule& to) { return read_words_of_days(p[1], to) && read_clock(p[2], to); }},
    {Is::monthly, "M", "monthly", 2,
     [](const Parts& p, Schedule& to) { return read_day(p[1], "L", to) && read_clock(p[2], to); },
     [](const Parts& p, Schedule& to) { return read_day(p[1], "last", to) && read_clock(p[2], to); }},
    {Is::once, "O", "once", 1, [](const Parts& p, Schedule& to) { return read_minute(p[1], to); },
     [](const Parts& p, Schedule& to) { return read_once(p[1], to); }},
};

const Row& row_of(Is is) {
  return *std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& row) { return row.is == is; });
}

std::optional<Schedule> read(std::string_view text, char separator, const char* Row::*name,
                             bool (*Row::*parse)(const Parts&, Schedule&)) {
  const Parts parts = split(text, separator);
  for (const Row& row : kRows) {
    if (parts[0] != row.*name) continue;
    Schedule schedule;
    schedule.is = row.is;
    if (parts.size() == row.parts + 1 && (row.*parse)(parts, schedule)) return schedule;
  }
  return std::nullopt;
}

std::string clock_of(const Schedule& schedule) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", schedule.hour, schedule.minute);
  return text;
}

/// "2027-10-31T13:30".
std::string minute_of(Time time) { return print_time(time).substr(0, 16); }

Time floor_to(Time time, Duration unit) { return time - ((time % unit) + unit) % unit; }

Time at_clock(Time midnight, const Schedule& schedule) {
  return midnight + (schedule.hour * 60 + schedule.minute) * kMinute;
}

bool is_on(std::uint8_t days, Time midnight) {
  constexpr int thursday = 4;  // of 1970-01-01
  const auto since = midnight / kDay;
  return (days >> (((since + thursday) % 7 + 7) % 7) & 1U) != 0;
}

std::optional<Time> next_day(const Schedule& schedule, std::uint8_t days, Time after) {
  const Time today = floor_to(after, kDay);
  for (int i = 0; i <= 7; ++i) {
    const Time midnight = today + i * kDay, due = at_clock(midnight, schedule);
    if (due > after && is_on(days, midnight)) return due;
  }
  return std::nullopt;
}

/// Midnight of that day in the month, or nothing where it has none.
std::optional<Time> day_of_month(Civil first, int day) {
  Civil next = first;
  next.month = first.month % 12 + 1;
  next.year += first.month == 12 ? 1 : 0;
  const Time start = time_of(first), end = time_of(next);
  if (day == Schedule::kLastDay) return end - kDay;
  const Time midnight = start + (day - 1) * kDay;
  return midnight < end ? std::optional<Time>(midnight) : std::nullopt;
}

std::optional<Time> next_month(const Schedule& schedule, Time after) {
  const Civil today = civil_of(after);
  Civil month{today.year, today.month, 1, 0, 0, 0};
  for (int i = 0; i < 3; ++i) {  // of two months in a row one has every day
    const std::optional<Time> midnight = day_of_month(month, schedule.day);
    if (midnight && at_clock(*midnight, schedule) > after) return at_clock(*midnight, schedule);
    month.year += month.month == 12 ? 1 : 0;
    month.month = month.month % 12 + 1;
  }
  return std::nullopt;
}

std::optional<Time> next_interval(const Schedule& schedule, Time after, Time since) {
  const Duration length = schedule.minutes * kMinute;
  const Time first = floor_to(since, kMinute) + length;
  return after < first ? first : first + ((after - first) / length + 1) * length;
}

}  // namespace

std::optional<Schedule> parse_compact_schedule(std::string_view text) {
  if (text.empty()) return Schedule{};
  return read(text, '_', &Row::letter, &Row::read_compact);
}

std::optional<Schedule> parse_schedule(std::string_view text) {
  if (text == "now") return Schedule{};
  if (const auto schedule = parse_compact_schedule(text)) return schedule;
  return read(text, ' ', &Row::word, &Row::read_words);
}

std::string compact(const Schedule& schedule) {
  std::string days;
  for (int i = 0; i < 7; ++i)
    if (schedule.days >> i & 1U) days += static_cast<char>('1' + i);
  const std::string day = schedule.day == Schedule::kLastDay ? "L" : std::to_string(schedule.day);
  switch (schedule.is) {
    case Is::immediate:
      return {};
    case Is::interval:
      return "I_" + std::to_string(schedule.minutes);
    case Is::daily:
      return "D_" + clock_of(schedule);
    case Is::weekly:
      return "W_" + days + "_" + clock_of(schedule);
    case Is::monthly:
      return "M_" + day + "_" + clock_of(schedule);
    case Is::once:
      return "O_" + minute_of(schedule.at);
  }
  return {};
}

std::string words(const Schedule& schedule) {
  if (schedule.is == Is::immediate) return "now";
  const std::string word = row_of(schedule.is).word;
  Parts days;
  for (int i = 0; i < 7; ++i)
    if (schedule.days >> i & 1U) days.emplace_back(kDays[i]);
  const std::string day = schedule.day == Schedule::kLastDay ? "last" : std::to_string(schedule.day);
  switch (schedule.is) {
    case Is::interval:
      return word + " " + print_duration(schedule.minutes * kMinute);
    case Is::weekly:
      return word + " " + join(days, ",") + " " + clock_of(schedule);
    case Is::monthly:
      return word + " " + day + " " + clock_of(schedule);
    case Is::once:
      return word + " " + minute_of(schedule.at) + "Z";
    default:
      return word + " " + clock_of(schedule);
  }
}

std::optional<Time> next_time(const Schedule& schedule, Time after, Time since) {
  constexpr std::uint8_t every_day = 0x7f;
  switch (schedule.is) {
    case Is::immediate:
      return std::nullopt;
    case Is::interval:
      return next_interval(schedule, after, since);
    case Is::daily:
      return next_day(schedule, every_day, after);
    case Is::weekly:
      return next_day(schedule, schedule.days, after);
    case Is::monthly:
      return next_month(schedule, after);
    case Is::once:
      return schedule.at > after ? std::optional<Time>(schedule.at) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace pkit::catalog
