// DER into one buffer.
#include <array>
#include <vector>

#include "base/error.h"
#include "x509/der.h"

namespace pkit::x509::der {

namespace {

/// X.690 8.1.3, the shortest form.
Bytes length_octets(std::size_t size) {
  if (size < 0x80) return {static_cast<std::uint8_t>(size)};
  Bytes octets;
  for (std::size_t n = size; n != 0; n >>= 8) octets.insert(octets.begin(), static_cast<std::uint8_t>(n));
  octets.insert(octets.begin(), static_cast<std::uint8_t>(0x80 | octets.size()));
  return octets;
}

}  // namespace

void Writer::raw(BytesView encoded) { out_.insert(out_.end(), encoded.begin(), encoded.end()); }

void Writer::element(std::uint8_t tag, BytesView content) {
  header(tag, content.size());
  raw(content);
}

void Writer::element(std::uint8_t tag, std::string_view content) { element(tag, as_bytes(content)); }

void Writer::boolean(bool value) {
  element(kBoolean, BytesView(std::array<std::uint8_t, 1>{std::uint8_t(value ? 0xff : 0)}));
}

void Writer::enumerated(int value) {
  element(kEnumerated, BytesView(std::array<std::uint8_t, 1>{static_cast<std::uint8_t>(value)}));
}

void Writer::integer(std::int64_t value) {
  std::array<std::uint8_t, 8> octets;
  for (std::size_t i = 0; i < 8; ++i)
    octets[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
  std::size_t skip = 0;
  while (skip < 7 &&
         ((octets[skip] == 0 && octets[skip + 1] < 0x80) || (octets[skip] == 0xff && octets[skip + 1] >= 0x80)))
    ++skip;
  element(kInteger, BytesView(octets).subspan(skip));
}

void Writer::unsigned_integer(BytesView magnitude) {
  while (magnitude.size() > 1 && magnitude[0] == 0) magnitude = magnitude.subspan(1);
  const std::size_t start = begin(kInteger);
  if (magnitude.empty() || magnitude[0] >= 0x80) out_.push_back(0);
  raw(magnitude);
  finish(start);
}

/// `dotted` is one of our own constants or was read by oid(): anything else is a fault of pkit.
void Writer::oid(std::string_view dotted) {
  std::vector<std::uint64_t> arcs(1, 0);
  for (char c : dotted) {
    if (c == '.') {
      arcs.push_back(0);
    } else if (c >= '0' && c <= '9') {
      arcs.back() = arcs.back() * 10 + static_cast<std::uint64_t>(c - '0');
    } else {
      throw Error(Kind::internal, "internal", "not an object identifier: " + std::string(dotted));
    }
  }
  if (arcs.size() < 2) throw Error(Kind::internal, "internal", "not an object identifier: " + std::string(dotted));
  arcs[1] += arcs[0] * 40;
  const std::size_t start = begin(kOid);
  for (std::size_t i = 1; i < arcs.size(); ++i) {
    int shift = 63;
    while (shift > 0 && arcs[i] >> shift == 0) shift -= 7;
    for (; shift >= 0; shift -= 7)
      out_.push_back(static_cast<std::uint8_t>((arcs[i] >> shift & 0x7f) | (shift > 0 ? 0x80U : 0U)));
  }
  finish(start);
}

void Writer::null() { element(kNull, BytesView()); }

void Writer::bit_string(BytesView octets, int unused) {
  const std::size_t start = begin(kBitString);
  out_.push_back(static_cast<std::uint8_t>(unused));
  raw(octets);
  finish(start);
}

std::size_t Writer::begin(std::uint8_t tag) {
  out_.push_back(tag);
  return out_.size();
}

void Writer::header(std::uint8_t tag, std::size_t size) {
  out_.push_back(tag);
  if (size < 0x80) return out_.push_back(static_cast<std::uint8_t>(size));
  raw(length_octets(size));
}

/// Puts the length in front of what was written since begin().
void Writer::finish(std::size_t start) {
  const std::size_t size = out_.size() - start;
  const auto there = out_.begin() + static_cast<std::ptrdiff_t>(start);
  if (size < 0x80) {
    out_.insert(there, static_cast<std::uint8_t>(size));
    return;
  }
  const Bytes octets = length_octets(size);
  out_.insert(there, octets.begin(), octets.end());
}

}  // namespace pkit::x509::der
