#include "outbox/mail.h"

#include <array>
#include <cstdio>

#include "base/error.h"
#include "base/json.h"
#include "digest/digest.h"

namespace pkit {

namespace {

constexpr std::size_t kLongestLine = 900;  // octets; RFC 5322 2.1.1 allows 998

bool is_ascii(const std::string& text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

/// The first octets of a text, at most `most`, and no half character.
std::string_view front_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

/// RFC 2047: encoded words of at most 75 characters, each of whole characters.
std::string encoded_words(const std::string& text) {
  constexpr std::size_t kOctets = 42;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view part = front_of(rest, kOctets);
    out += (out.empty() ? "" : "\r\n ") + ("=?utf-8?B?" + to_base64(as_bytes(part)) + "?=");
    rest.remove_prefix(part.size());
  }
  return out;
}

std::string head_text(const std::string& text) {
  const std::string shown(front_of(printable(text), 200));
  return is_ascii(shown) ? shown : encoded_words(shown);
}

/// RFC 5322 3.3: "Mon, 30 Nov 2026 10:00:00 +0000".
std::string mail_date(Time time) {
  static constexpr std::array kDays = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr Time kOneDay = 24LL * 3600 * 1000;
  const Civil civil = civil_of(time);
  const auto day = static_cast<std::size_t>((time / kOneDay) % 7);
  char text[96];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d +0000", kDays[day], civil.day,
                kMonths[static_cast<std::size_t>(civil.month - 1)], civil.year, civil.hour, civil.minute, civil.second);
  return text;
}

std::string id_of(const std::string& key) { return digest::sha256_hex(key).substr(0, 32); }

std::string lines_of(const Value& facts) {
  std::string out;
  for (const auto& [name, value] : facts.members()) {
    const std::string line = printable(name + ": " + (value.is_text() ? value.as_text() : to_json(value)));
    for (std::string_view rest = line; !rest.empty();) {
      const std::string_view part = front_of(rest, kLongestLine);
      out += std::string(part) + "\r\n";
      rest.remove_prefix(part.size());
    }
  }
  return out;
}

}  // namespace

std::string mail_text(const Mail& mail) {
  return "From: " + mail.from + "\r\nTo: " + mail.to + "\r\nSubject: " + head_text(mail.subject) +
         "\r\nDate: " + mail_date(mail.date) + "\r\nMessage-ID: <" + id_of(mail.key) +
         "@pkit.invalid>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: 8bit\r\nAuto-Submitted: auto-generated\r\n\r\n" +
         lines_of(mail.facts);
}

void put_mail(const Path& directory, const Mail& mail) {
  std::error_code unreachable;  // told below
  if (!std::filesystem::is_directory(directory, unreachable))
    throw Error(Kind::not_found, "file.missing", directory.string() + " is not a directory, or out of reach",
                "mkdir it: mail goes there");
  const Path file = directory / (id_of(mail.key) + ".eml");
  if (std::filesystem::exists(std::filesystem::symlink_status(file, unreachable))) return;
  create_file(file, as_bytes(mail_text(mail)), Mode::secret);
}

}  // namespace pkit
