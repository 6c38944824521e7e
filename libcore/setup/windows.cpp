#include "setup/windows.h"

#include <algorithm>
#include <charconv>

namespace pkit {

namespace {

constexpr int kDayMinutes = 24 * 60, kWeekMinutes = 7 * kDayMinutes;
constexpr Duration kMinute = 60'000, kWeek = kWeekMinutes * kMinute;
constexpr Time kAMonday = 4 * kDayMinutes * kMinute;  // 1970-01-05
constexpr const char* kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<int> day_of(std::string_view word) {
  const auto found = std::find(std::begin(kDays), std::end(kDays), word);
  if (found == std::end(kDays)) return std::nullopt;
  return static_cast<int>(found - std::begin(kDays));
}

/// The days that a word names, from the first on; over the end of the week too ("sat-mon").
std::vector<int> days_of(std::string_view word) {
  if (word == "daily") return {0, 1, 2, 3, 4, 5, 6};
  const std::size_t dash = word.find('-');
  const auto first = day_of(word.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : day_of(word.substr(dash + 1));
  std::vector<int> days;
  if (!first || !last) return days;
  for (int day = *first;; day = (day + 1) % 7) {
    days.push_back(day);
    if (day == *last) return days;
  }
}

/// "02:30"; "24:00" is the end of a day.
std::optional<int> minutes_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  int hour = 0, minute = 0;
  const auto [h, hour_error] = std::from_chars(text.data(), text.data() + 2, hour);
  const auto [m, minute_error] = std::from_chars(text.data() + 3, text.data() + 5, minute);
  if (hour_error != std::errc() || minute_error != std::errc() || h != text.data() + 2 || m != text.data() + 5)
    return std::nullopt;
  const bool is_time = hour >= 0 && minute >= 0 && minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
  return is_time ? std::optional<int>(hour * 60 + minute) : std::nullopt;
}

void add(Windows& windows, int from, int length) {
  const int end = from + length;
  windows.push_back({from, std::min(end, kWeekMinutes)});
  if (end > kWeekMinutes) windows.push_back({0, end - kWeekMinutes});
}

/// In order, and those that touch or overlap as one.
Windows joined_windows(Windows windows) {
  std::sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) { return a.from < b.from; });
  Windows joined;
  for (const Window& window : windows) {
    if (!joined.empty() && window.from <= joined.back().to)
      joined.back().to = std::max(joined.back().to, window.to);
    else
      joined.push_back(window);
  }
  return joined;
}

/// How far into the week a time is.
Duration in_week(Time now) {
  const Duration past = (now - kAMonday) % kWeek;
  return past < 0 ? past + kWeek : past;
}

/// From the end of one to the begin of the next, around the week: "gap" behind window i.
Duration gap_behind(const Windows& joined, std::size_t i) {
  const bool last = i + 1 == joined.size();
  const int next = last ? joined.front().from + kWeekMinutes : joined[i + 1].from;
  return (next - joined[i].to) * kMinute;
}

}  // namespace

std::optional<Windows> read_window(const std::string& text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string::npos) return std::nullopt;
  const std::vector<int> days = days_of(std::string_view(text).substr(0, blank));
  const std::string_view times = std::string_view(text).substr(blank + 1);
  if (days.empty() || times.size() != 11 || times[5] != '-') return std::nullopt;
  const auto from = minutes_of(times.substr(0, 5)), to = minutes_of(times.substr(6));
  if (!from || !to || *from == *to || *from == kDayMinutes) return std::nullopt;
  Windows windows;
  for (const int day : days)
    add(windows, day * kDayMinutes + *from, *to > *from ? *to - *from : *to - *from + kDayMinutes);
  return windows;
}

bool is_open(const Windows& windows, Time now) {
  const Duration past = in_week(now);
  return windows.empty() || std::any_of(windows.begin(), windows.end(), [&](const Window& window) {
           return past >= window.from * kMinute && past < window.to * kMinute;
         });
}

Time next_opening(const Windows& windows, Time now) {
  if (is_open(windows, now)) return now;
  const Duration past = in_week(now);
  Duration wait = kWeek;
  for (const Window& window : windows) {
    const Duration begin = window.from * kMinute;
    wait = std::min(wait, begin >= past ? begin - past : begin + kWeek - past);
  }
  return now + wait;
}

Duration longest_closed(const Windows& windows) {
  const Windows joined = joined_windows(windows);
  Duration longest = 0;
  for (std::size_t i = 0; i < joined.size(); ++i) longest = std::max(longest, gap_behind(joined, i));
  return longest;
}

Duration shortest_open(const Windows& windows) {
  const Windows joined = joined_windows(windows);
  Duration shortest = kWeek;
  for (std::size_t i = 0; i < joined.size(); ++i) {
    Duration length = (joined[i].to - joined[i].from) * kMinute;
    // Over midnight of Sunday the first goes on where the last ends.
    const bool wraps = joined.size() > 1 && joined.front().from == 0 && joined.back().to == kWeekMinutes;
    if (wraps && i == 0) length += (joined.back().to - joined.back().from) * kMinute;
    if (wraps && i + 1 == joined.size()) length += joined.front().to * kMinute;
    shortest = std::min(shortest, length);
  }
  return shortest;
}

}  // namespace pkit
