// The two time types of a certificate (RFC 5280 4.1.2.5).
#include "x509/der/validity.h"

#include <algorithm>
#include <array>

#include "base/error.h"

namespace pkit::x509 {

namespace {

[[noreturn]] void refuse_time(const std::string& what, const der::Element& element) {
  der::fail("certificate.time", what, element.offset);
}

int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (char c : text.substr(at, count)) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

Time read_time(const der::Element& element) {
  const std::string_view text = as_text(element.content);
  const bool utc = element.tag == der::kUtcTime;
  if (!utc && element.tag != der::kGeneralizedTime) refuse_time("neither UTCTime nor GeneralizedTime", element);
  const std::size_t year_size = utc ? 2 : 4;
  const bool all_digits =
      std::all_of(text.begin(), text.end() - (text.empty() ? 0 : 1), [](char c) { return c >= '0' && c <= '9'; });
  if (text.size() != year_size + 11 || text.back() != 'Z' || !all_digits)
    refuse_time("the time is not written with seconds and Z", element);
  int year = digits(text, 0, year_size);
  if (utc) year += year < 50 ? 2000 : 1900;  // RFC 5280 4.1.2.5.1
  const Civil civil{year,
                    digits(text, year_size, 2),
                    digits(text, year_size + 2, 2),
                    digits(text, year_size + 4, 2),
                    digits(text, year_size + 6, 2),
                    digits(text, year_size + 8, 2)};
  // The limits first, so that what is counted stays small; then a date that does not exist comes back as another one.
  if (civil.month < 1 || civil.month > 12 || civil.day < 1 || civil.hour > 23 || civil.minute > 59 || civil.second > 59)
    refuse_time("the time does not exist", element);
  const Time time = time_of(civil);
  if (civil_of(time).day != civil.day) refuse_time("the date does not exist", element);
  return time;
}

std::uint8_t time_tag(Time time) {
  constexpr Time year_1950 = -631'152'000'000, year_2050 = 2'524'608'000'000;
  return time >= year_1950 && time < year_2050 ? der::kUtcTime : der::kGeneralizedTime;
}

namespace {

void write_time_as(der::Writer& writer, Time time, bool utc) {
  const Civil c = civil_of(time);
  if (c.year < 0 || c.year > 9999) throw Error(Kind::internal, "internal", "a certificate's time has no such year");
  std::array<char, 15> text;
  char* to = text.data();
  const auto put = [&](int two) {
    *to++ = static_cast<char>('0' + two / 10);
    *to++ = static_cast<char>('0' + two % 10);
  };
  if (!utc) put(c.year / 100);
  for (const int two : {c.year % 100, c.month, c.day, c.hour, c.minute, c.second}) put(two);
  *to++ = 'Z';
  writer.element(utc ? der::kUtcTime : der::kGeneralizedTime,
                 std::string_view(text.data(), static_cast<std::size_t>(to - text.data())));
}

}  // namespace

void write_time(der::Writer& writer, Time time) { write_time_as(writer, time, time_tag(time) == der::kUtcTime); }

void write_generalized_time(der::Writer& writer, Time time) { write_time_as(writer, time, false); }

}  // namespace pkit::x509
