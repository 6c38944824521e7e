#include "base/bytes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/base64.h"

namespace pkit {

BytesView as_bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string_view as_text(BytesView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Bytes to_bytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

std::string to_hex(BytesView bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out(bytes.size() * 2, '\0');
  char* at = out.data();
  for (std::uint8_t b : bytes) {
    *at++ = digits[b >> 4];
    *at++ = digits[b & 15];
  }
  return out;
}

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What each octet stands for in base64; -1: nothing.
constexpr std::array<std::int8_t, 256> kBase64Digits = [] {
  std::array<std::int8_t, 256> digits;
  digits.fill(-1);
  for (std::int8_t i = 0; i < 64; ++i) digits[static_cast<unsigned char>(kBase64[i])] = i;
  return digits;
}();

int base64_digit(char c) { return kBase64Digits[static_cast<unsigned char>(c)]; }

}  // namespace

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

std::string to_base64(BytesView bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '=');
  put_base64(bytes, out.data());
  return out;
}

void put_base64(BytesView bytes, char* at) {
  const auto put = [&at](std::uint32_t word, int characters) {
    for (int i = 0; i < characters; ++i) at[i] = kBase64[(word >> (18 - 6 * i)) & 63];
    at += characters;
  };
  const std::uint8_t* from = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 3; left -= 3, from += 3)
    put(static_cast<std::uint32_t>(from[0]) << 16 | static_cast<std::uint32_t>(from[1]) << 8 | from[2], 4);
  if (left == 2) put(static_cast<std::uint32_t>(from[0]) << 16 | static_cast<std::uint32_t>(from[1]) << 8, 3);
  if (left == 1) put(static_cast<std::uint32_t>(from[0]) << 16, 2);
}

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const int pad = last ? (text[i + 2] == '=' ? 2 : text[i + 3] == '=' ? 1 : 0) : 0;
    if (pad == 2 && text[i + 3] != '=') return std::nullopt;
    std::uint32_t word = 0;
    for (int j = 0; j < 4; ++j) {
      const int digit = j >= 4 - pad ? 0 : base64_digit(text[i + static_cast<std::size_t>(j)]);
      if (digit < 0) return std::nullopt;
      word = (word << 6) | static_cast<std::uint32_t>(digit);
    }
    if ((pad == 1 && (word & 0xff) != 0) || (pad == 2 && (word & 0xffff) != 0)) return std::nullopt;
    out.push_back(static_cast<std::uint8_t>(word >> 16));
    if (pad < 2) out.push_back(static_cast<std::uint8_t>(word >> 8));
    if (pad < 1) out.push_back(static_cast<std::uint8_t>(word));
  }
  return out;
}

bool equal_constant_time(BytesView a, BytesView b) {
  if (a.size() != b.size()) return false;
  volatile std::uint8_t difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference = static_cast<std::uint8_t>(difference | (a[i] ^ b[i]));
  return difference == 0;
}

bool equal(BytesView a, BytesView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

/// What is empty may have no address at all.
void wipe(void* memory, std::size_t size) noexcept {
  if (size != 0) explicit_bzero(memory, size);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    clear();
    value_ = std::move(other.value_);
    other.clear();
  }
  return *this;
}

void Secret::clear() noexcept {
  value_.resize(value_.capacity());
  wipe(value_.data(), value_.size());
  value_.clear();
}

}  // namespace pkit
