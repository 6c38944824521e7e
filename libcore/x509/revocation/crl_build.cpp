#include "x509/crl_build.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "x509/der.h"
#include "x509/der/validity.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

constexpr std::size_t kMostNumberOctets = 20;  // RFC 5280 5.2.3

/// Not critical, as all that we write in a CRL (5.2, 5.3).
template <class Fn>
void extension(der::Writer& writer, oid::Oid oid, Fn&& value) {
  writer.constructed(der::kSequence, [&] {
    writer.oid(oid);
    writer.constructed(der::kOctetString, value);
  });
}

void write_reason(der::Writer& writer, int reason) {
  extension(writer, oid::kReasonCode, [&] { writer.enumerated(reason); });
}

Bytes entry_extensions(int reason, std::optional<Time> invalid_since) {
  der::Writer writer;
  if (reason == 0 && !invalid_since) return {};
  writer.constructed(der::kSequence, [&] {
    if (reason != 0) write_reason(writer, reason);
    if (invalid_since) extension(writer, oid::kInvalidityDate, [&] { write_generalized_time(writer, *invalid_since); });
  });
  return writer.take();
}

constexpr int kReasons = 11;

/// What an entry says beside serial and time is in most of a million one of these.
const Bytes& reason_alone(int reason) {
  static const std::array<Bytes, kReasons> written = [] {
    std::array<Bytes, kReasons> all;
    for (int i = 0; i < kReasons; ++i) all[static_cast<std::size_t>(i)] = entry_extensions(i, std::nullopt);
    return all;
  }();
  return written.at(static_cast<std::size_t>(reason));
}

void write_crl_extensions(der::Writer& writer, const CrlFields& fields) {
  writer.constructed(der::context(0, true), [&] {
    writer.constructed(der::kSequence, [&] {
      extension(writer, oid::kAuthorityKeyIdentifier, [&] {
        writer.constructed(der::kSequence, [&] { writer.element(der::context(0, false), fields.authority_key_id); });
      });
      extension(writer, oid::kCrlNumber, [&] { writer.unsigned_integer(fields.number); });
    });
  });
}

/// The first octets of a document whose end is not there, so that lengths are not held to it.
struct Start {
  BytesView rest;

  std::uint8_t next() const { return rest.empty() ? std::uint8_t{0} : rest[0]; }
  bool into(std::uint8_t tag) { return go(tag, false); }
  bool over(std::uint8_t tag) { return go(tag, true); }

 private:
  bool go(std::uint8_t tag, bool over_content) {
    if (next() != tag || rest.size() < 2) return false;
    const std::size_t octets = rest[1] >= 0x80 ? rest[1] - 0x80U : 0;
    if (octets > 4 || rest.size() < 2 + octets) return false;
    std::size_t size = octets == 0 ? rest[1] : 0;
    for (const std::uint8_t octet : rest.subspan(2, octets)) size = size << 8 | octet;
    rest = rest.subspan(std::min(rest.size(), 2 + octets + (over_content ? size : 0)));
    return true;
  }
};

}  // namespace

void append_crl_entry(Bytes& to, const CrlEntry& entry) {
  const Bytes dated = entry.invalid_since ? entry_extensions(entry.reason, entry.invalid_since) : Bytes();
  der::Writer writer(std::move(to));
  writer.constructed(der::kSequence, [&] {
    writer.element(der::kInteger, entry.serial);
    write_time(writer, entry.revoked_at);
    writer.raw(entry.invalid_since ? dated : reason_alone(entry.reason));
  });
  to = writer.take();
}

CrlEnds crl_to_sign(const CrlFields& fields, BytesView signature_algorithm, std::size_t entries_size) {
  constexpr int version_2 = 1;
  der::Writer start, end, list;
  start.integer(version_2);
  start.raw(signature_algorithm);
  start.raw(fields.issuer);
  write_time(start, fields.this_update);
  write_time(start, fields.next_update);
  if (entries_size > 0) start.header(der::kSequence, entries_size);  // absent where there are none (5.1.2.6)
  write_crl_extensions(end, fields);
  list.header(der::kSequence, start.bytes().size() + entries_size + end.bytes().size());
  list.raw(start.bytes());
  return {list.take(), end.take()};
}

CrlEnds signed_crl(std::size_t signed_size, BytesView signature_algorithm, BytesView signature) {
  der::Writer end, list;
  end.raw(signature_algorithm);
  end.bit_string(signature);
  list.header(der::kSequence, signed_size + end.bytes().size());
  return {list.take(), end.take()};
}

Bytes next_crl_number(BytesView previous, Time now) {
  Bytes next(previous.begin(), previous.end());
  auto octet = next.rbegin();
  while (octet != next.rend() && ++*octet == 0) ++octet;
  if (octet == next.rend() && !next.empty()) next.insert(next.begin(), 1);
  Bytes seconds;
  for (auto rest = static_cast<std::uint64_t>(now / 1000); rest != 0; rest >>= 8)
    seconds.insert(seconds.begin(), static_cast<std::uint8_t>(rest));
  next.erase(next.begin(), std::find_if(next.begin(), next.end(), [](std::uint8_t o) { return o != 0; }));
  const bool later = next.size() < seconds.size() || (next.size() == seconds.size() && next < seconds);
  if (later) return seconds;
  if (next.size() > kMostNumberOctets || (next.size() == kMostNumberOctets && next.front() >= 0x80))
    throw Error(Kind::conflict, "crl.number", "the number of the next CRL would have more than 20 octets",
                "this issuer can make no further CRL: renew the authority with a new key");
  return next;
}

bool begins_like_crl(BytesView start) {
  if (as_text(start).find("-----BEGIN X509 CRL-----") != std::string_view::npos) return true;
  Start reader{start};
  if (!reader.into(der::kSequence) || !reader.into(der::kSequence)) return false;
  reader.over(der::kInteger);  // the version, which version 1 leaves out
  if (!reader.over(der::kSequence) || !reader.over(der::kSequence)) return false;
  return reader.next() == der::kUtcTime || reader.next() == der::kGeneralizedTime;
}

}  // namespace pkit::x509
