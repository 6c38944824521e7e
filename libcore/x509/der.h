// A strict DER cursor and writer (X.690, DER only): definite minimal lengths, low tag numbers, primitive strings.
// Included by x509/ alone. Every error names its byte offset.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "x509/tolerance.h"

namespace pkit::x509::der {

enum Tag : std::uint8_t {
  kBoolean = 0x01,
  kInteger = 0x02,
  kBitString = 0x03,
  kOctetString = 0x04,
  kNull = 0x05,
  kOid = 0x06,
  kEnumerated = 0x0a,
  kUtf8String = 0x0c,
  kPrintableString = 0x13,
  kTeletexString = 0x14,
  kIa5String = 0x16,
  kUtcTime = 0x17,
  kGeneralizedTime = 0x18,
  kGeneralString = 0x1b,
  kUniversalString = 0x1c,
  kBmpString = 0x1e,
  kSequence = 0x30,
  kSet = 0x31,
};
constexpr std::uint8_t context(int n, bool constructed) {
  return static_cast<std::uint8_t>(0x80 | (constructed ? 0x20 : 0) | n);
}

/// One element: its tag, its content, and its whole encoding; all views into the document.
struct Element {
  std::uint8_t tag = 0;
  std::size_t offset = 0;  // of the tag, in the document
  BytesView content;
  BytesView whole;

  std::size_t content_offset() const { return offset + whole.size() - content.size(); }
};

/// Throws Error{input, code} whose text begins with "byte N: " and whose only detail is the Fault with where = "byte
/// N".
[[noreturn]] void fail(const char* code, const std::string& what, std::size_t at);

/// Reads elements one after the other out of a document or of an element's content. Throws Error{input, "der.*"} with
/// "byte N" where the encoding is not DER, is truncated, or nests deeper than 32.
class Reader {
 public:
  /// `offset` is where the document begins in a larger one: errors count from there.
  explicit Reader(BytesView document, std::size_t offset = 0);

  bool empty() const { return rest_.empty(); }
  std::size_t offset() const { return offset_; }
  /// Tag of the next element, 0 at the end.
  std::uint8_t peek() const { return rest_.empty() ? std::uint8_t{0} : rest_[0]; }
  Element next();
  /// The next element, which must have this tag; `what` names it in the error ("subjectPublicKeyInfo").
  Element expect(std::uint8_t tag, const char* what);
  /// The next element if it has this tag.
  std::optional<Element> optional(std::uint8_t tag);
  Reader enter(std::uint8_t tag, const char* what) { return Reader(expect(tag, what), *this); }
  Reader inside(const Element& element) const { return Reader(element, *this); }
  /// Throws "der.trailing" unless everything was read.
  void end(const char* what) const;

 private:
  Reader(const Element& element, const Reader& parent);
  std::size_t length();

  BytesView rest_;
  std::size_t offset_;
  int depth_;
};

/// Content octets of one element, judged: each throws Error{input} naming the offset.
/// 0x00 or 0xff; another octet is TRUE in BER, and noted in `seen` where that is given.
bool boolean(const Element& e, Oddities* seen = nullptr);
BytesView integer(const Element& e);           // minimal; two's complement content octets
std::int64_t small_integer(const Element& e);  // fits into int64
std::string oid(const Element& e);             // dotted: "1.2.840.10045.2.1"
BytesView bit_string(const Element& e);        // no unused bits
struct Bits {
  BytesView octets;
  int unused;
};
Bits bits(const Element& e);  // unused bits zero
/// Walks an element that nobody interprets: everything of the universal class in it must be DER.
void check(const Reader& parent, const Element& e);

/// Writes DER into one buffer; a constructed element is written by a function that writes its content.
class Writer {
 public:
  Writer() = default;
  /// Goes on after what is there.
  explicit Writer(Bytes there) : out_(std::move(there)) {}

  const Bytes& bytes() const { return out_; }
  Bytes take() { return std::move(out_); }

  void raw(BytesView encoded);
  void element(std::uint8_t tag, BytesView content);
  void element(std::uint8_t tag, std::string_view content);
  template <class Fn>
  void constructed(std::uint8_t tag, Fn&& content) {
    const std::size_t start = begin(tag);
    content();
    finish(start);
  }
  void boolean(bool value);
  /// From 0 to 127.
  void enumerated(int value);
  void integer(std::int64_t value);
  /// Big-endian magnitude of a number that is not negative; made minimal, a leading zero is added where needed.
  void unsigned_integer(BytesView magnitude);
  void oid(std::string_view dotted);
  /// Tag and length of an element whose content is written by somebody else.
  void header(std::uint8_t tag, std::size_t size);
  void null();
  void bit_string(BytesView octets, int unused = 0);
  void octet_string(BytesView octets) { element(kOctetString, octets); }

 private:
  std::size_t begin(std::uint8_t tag);
  void finish(std::size_t start);
  Bytes out_;
};

}  // namespace pkit::x509::der
