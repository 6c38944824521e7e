#include "store/entities/dense.h"

#include <algorithm>

#include "base/bytes.h"
#include "digest/digest.h"

namespace pkit::store {

namespace {

// What follows each: a length of one octet and as many octets; one of two octets and as many; nothing.
constexpr char kDigits = 1, kRequest = 2, kOfRequest = 3, kOfKey = 4;
constexpr std::uint8_t kMarks = 5;  // 0 stands for itself in no text

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE REQUEST-----\\n";
constexpr std::string_view kEnd = "-----END CERTIFICATE REQUEST-----\\n";
constexpr std::string_view kBreak = "\\n";
constexpr std::size_t kLine = 64;
constexpr std::size_t kFewestDigits = 16, kMostDigits = 2 * 255, kMostOfRequest = 0xffff;
constexpr std::size_t kMostOfText = 1 << 20;

/// Where an element of DER has its content, and where it ends. Both 0 where there is none.
struct Element {
  std::size_t content = 0, end = 0;
};

Element element_at(BytesView der, std::size_t at) {
  if (der.size() < 2 || at > der.size() - 2) return {};
  std::size_t length = der[at + 1], content = at + 2;
  if (length >= 0x80) {
    const std::size_t octets = length & 0x7f;
    if (octets > 2 || octets > der.size() - content) return {};
    length = 0;
    for (std::size_t i = 0; i < octets; ++i) length = length << 8 | der[content++];
  }
  if (length > der.size() - content) return {};
  return {content, content + length};
}

/// The SubjectPublicKeyInfo of a CSR (RFC 2986 4.1: behind version and subject); else nothing in particular.
BytesView key_of(BytesView der) {
  const std::size_t info = element_at(der, element_at(der, 0).content).content;
  const std::size_t key = element_at(der, element_at(der, info).end).end;
  const std::size_t end = element_at(der, key).end;
  return end == 0 ? BytesView() : der.subspan(key, end - key);
}

/// A CSR, and the digests that are told of it, in hex.
struct Request {
  explicit Request(BytesView octets)
      : der(octets), digest(digest::sha256_hex(octets)), key(digest::sha256_hex(key_of(octets))) {}
  BytesView der;
  std::string digest, key;
};

std::string in_lines(BytesView der) {
  const std::string letters = to_base64(der);
  std::string text(kBegin);
  for (std::size_t at = 0; at < letters.size(); at += kLine) text.append(letters, at, kLine).append(kBreak);
  return text.append(kEnd);
}

/// The first CSR of a text, where it is spelt as in_lines() does it.
struct Written {
  explicit Written(std::string_view text) {
    const std::size_t begin = text.find(kBegin);
    const std::size_t last = begin == text.npos ? text.npos : text.find(kEnd, begin);
    if (last == text.npos) return;
    std::string letters;
    for (std::size_t i = begin + kBegin.size(); i < last; i += kLine + kBreak.size())
      letters.append(text.substr(i, std::min(kLine, last - i - std::min(last - i, kBreak.size()))));
    std::optional<Bytes> octets = from_base64(letters);
    const std::size_t size = last + kEnd.size() - begin;
    if (!octets || octets->size() > kMostOfRequest || in_lines(*octets) != text.substr(begin, size)) return;
    der = *std::move(octets);
    at = begin;
    end = begin + size;
  }
  std::size_t at = std::string_view::npos, end = 0;
  Bytes der;
};

bool is_mark(char c) { return static_cast<std::uint8_t>(c) < kMarks; }

bool is_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/// How many digits begin here, an even number or 1, of those that are taken at once.
std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (count < kMostDigits && at + count < text.size() && is_digit(text[at + count])) ++count;
  return count < 2 ? count : count & ~std::size_t{1};
}

void put_digits(std::string& made, std::string_view digits, const std::optional<Request>& request) {
  if (request && digits == request->digest) return made.push_back(kOfRequest);
  if (request && digits == request->key) return made.push_back(kOfKey);
  made += kDigits;
  made += static_cast<char>(digits.size() / 2);
  made += as_text(*from_hex(digits));
}

void put_request(std::string& made, BytesView der) {
  made += kRequest;
  made += static_cast<char>(der.size() >> 8);
  made += static_cast<char>(der.size() & 0xff);
  made += as_text(der);
}

/// What the octets have next: a text without marks, or a mark and what belongs to it.
struct Piece {
  char mark = 0;
  std::string_view content;
};

/// `rest` begins behind the piece then. Nothing where it is cut off, or none of ours.
std::optional<Piece> next_piece(std::string_view& rest) {
  Piece piece;
  const auto plain = static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), is_mark) - rest.begin());
  std::size_t head = 0, size = plain;
  if (plain == 0) {
    piece.mark = rest[0];
    head = piece.mark == kDigits ? 2 : piece.mark == kRequest ? 3 : 1;
    if (piece.mark == 0 || head > rest.size()) return std::nullopt;
    for (std::size_t i = 1; i < head; ++i) size = size << 8 | static_cast<std::uint8_t>(rest[i]);
    if (size > rest.size() - head) return std::nullopt;
  }
  piece.content = rest.substr(head, size);
  rest.remove_prefix(head + size);
  return piece;
}

/// The CSR among the octets: what is said of it may stand before it.
std::optional<Request> request_of(std::string_view octets) {
  while (!octets.empty()) {
    const std::optional<Piece> piece = next_piece(octets);
    if (!piece) break;
    if (piece->mark == kRequest) return Request(as_bytes(piece->content));
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> dense(std::string_view text) {
  if (text.size() > kMostOfText || std::any_of(text.begin(), text.end(), is_mark)) return std::nullopt;
  const Written written(text);
  std::optional<Request> request;
  if (written.end != 0) request.emplace(written.der);
  std::string made;
  made.reserve(text.size());
  std::size_t taken = 0;  // of the text; what is behind it and before `at` stays as it is
  const auto take = [&](std::size_t at, std::size_t size) {
    made += text.substr(taken, at - taken);
    taken = at + size;
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = 1;
    if (at == written.at) {
      take(at, size = written.end - at);
      put_request(made, written.der);
    } else if (is_digit(text[at])) {
      size = digits_at(text, at);
      if (size >= kFewestDigits) {
        take(at, size);
        put_digits(made, text.substr(at, size), request);
      }
    }
    at += size;
  }
  take(text.size(), 0);
  return made;
}

std::optional<std::string> spelt(std::string_view octets) {
  const std::optional<Request> request = request_of(octets);
  std::string text;
  while (!octets.empty()) {
    const std::optional<Piece> piece = next_piece(octets);
    if (!piece || (piece->mark > kRequest && !request) || text.size() > kMostOfText) return std::nullopt;
    switch (piece->mark) {
      case kDigits:
        text += to_hex(as_bytes(piece->content));
        break;
      case kRequest:
        text += in_lines(as_bytes(piece->content));
        break;
      case kOfRequest:
        text += request->digest;
        break;
      case kOfKey:
        text += request->key;
        break;
      default:
        text += piece->content;
    }
  }
  return text;
}

}  // namespace pkit::store
