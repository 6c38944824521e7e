// The binary form of SSH's data (RFC 4251 section 5): texts and numbers behind their lengths.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"

namespace pkit::ssh {

class WireReader {
 public:
  explicit WireReader(BytesView bytes) : left_(bytes) {}
  /// A string; nothing where there is not so much.
  std::optional<BytesView> next() {
    if (left_.size() < 4) return std::nullopt;
    std::size_t size = 0;
    for (int i = 0; i < 4; ++i) size = size << 8 | left_[static_cast<std::size_t>(i)];
    if (left_.size() - 4 < size) return std::nullopt;
    const BytesView string = left_.subspan(4, size);
    left_ = left_.subspan(4 + size);
    return string;
  }
  bool at_end() const { return left_.empty(); }

 private:
  BytesView left_;
};

/// What it wrote is wiped when it ends.
class WireWriter {
 public:
  WireWriter() = default;
  WireWriter(const WireWriter&) = delete;
  WireWriter& operator=(const WireWriter&) = delete;
  ~WireWriter() { wipe(bytes_.data(), bytes_.size()); }

  void number(std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
  }
  void string(BytesView value) {
    number(static_cast<std::uint32_t>(value.size()));
    raw(value);
  }
  void string(std::string_view value) { string(as_bytes(value)); }
  /// A non-negative number, most significant octet first, as an mpint: without leading zeros, but for one that keeps
  /// it positive.
  void mpint(BytesView value) {
    while (!value.empty() && value.front() == 0) value = value.subspan(1);
    const bool high = !value.empty() && (value.front() & 0x80) != 0;
    number(static_cast<std::uint32_t>(value.size() + (high ? 1 : 0)));
    if (high) bytes_.push_back(0);
    raw(value);
  }
  void raw(BytesView value) {
    reserve(value.size());
    bytes_.insert(bytes_.end(), value.begin(), value.end());
  }
  void octet(std::uint8_t value) { bytes_.push_back(value); }
  const Bytes& bytes() const { return bytes_; }

 private:
  /// Memory that is outgrown is wiped too.
  void reserve(std::size_t more) {
    if (bytes_.capacity() - bytes_.size() >= more + 8) return;
    Bytes grown;
    grown.reserve(2 * (bytes_.size() + more) + 64);
    grown.assign(bytes_.begin(), bytes_.end());
    wipe(bytes_.data(), bytes_.size());
    bytes_.swap(grown);
  }
  Bytes bytes_;
};

}  // namespace pkit::ssh
