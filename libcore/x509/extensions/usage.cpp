#include "x509/extensions/usage.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"
#include "x509/der.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

struct Purpose {
  const char* word;
  const char* oid;
};
constexpr Purpose kPurposes[] = {
    {"serverAuth", "1.3.6.1.5.5.7.3.1"},    {"clientAuth", "1.3.6.1.5.5.7.3.2"},
    {"codeSigning", "1.3.6.1.5.5.7.3.3"},   {"emailProtection", "1.3.6.1.5.5.7.3.4"},
    {"timeStamping", "1.3.6.1.5.5.7.3.8"},  {"OCSPSigning", "1.3.6.1.5.5.7.3.9"},
    {"anyExtendedKeyUsage", "2.5.29.37.0"},
};

std::string purpose_word(const std::string& oid) {
  for (const Purpose& p : kPurposes) {
    if (oid == p.oid) return p.word;
  }
  return oid;
}

[[noreturn]] void unknown_word(const char* what, const std::string& word, const std::vector<std::string>& words) {
  const std::string near = nearest(word, words);
  throw Error(Kind::usage, "usage.word", std::string(what) + " '" + printable(word) + "' does not exist",
              near.empty() ? "one of: " + join(words, " ") : "did you mean '" + near + "'?");
}

}  // namespace

const std::vector<std::string>& key_usage_words() {
  static const std::vector<std::string> words = {"digitalSignature", "nonRepudiation", "keyEncipherment",
                                                 "dataEncipherment", "keyAgreement",   "keyCertSign",
                                                 "cRLSign",          "encipherOnly",   "decipherOnly"};
  return words;
}

const std::vector<std::string>& extended_key_usage_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all;
    for (const Purpose& p : kPurposes) all.emplace_back(p.word);
    return all;
  }();
  return words;
}

std::vector<std::string> decode_key_usage(BytesView value, std::size_t offset, Oddities* seen) {
  der::Reader reader(value, offset);
  const der::Bits bits = der::bits(reader.expect(der::kBitString, "keyUsage"));
  reader.end("keyUsage");
  const std::size_t count = bits.octets.size() * 8 - static_cast<std::size_t>(bits.unused);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < count; ++i) {
    if ((bits.octets[i / 8] & (0x80 >> (i % 8))) == 0) continue;
    if (i >= key_usage_words().size()) der::fail("usage.key", "keyUsage has a bit that has no meaning", offset);
    words.push_back(key_usage_words()[i]);
  }
  if (!bits.octets.empty() && (bits.octets.back() >> bits.unused & 1) == 0)
    note(seen, Tolerance::zero_usage_bits, offset);
  return words;
}

Bytes encode_key_usage(const std::vector<std::string>& words) {
  const std::vector<std::string>& all = key_usage_words();
  std::array<std::uint8_t, 2> octets{};
  std::size_t count = 0;
  for (const std::string& word : words) {
    const auto found = std::find(all.begin(), all.end(), word);
    if (found == all.end()) unknown_word("key usage", word, all);
    const auto bit = static_cast<std::size_t>(found - all.begin());
    octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] | 0x80 >> (bit % 8));
    count = std::max(count, bit + 1);
  }
  der::Writer writer;
  writer.bit_string(BytesView(octets).first((count + 7) / 8), static_cast<int>((8 - count % 8) % 8));
  return writer.take();
}

std::vector<std::string> decode_extended_key_usage(BytesView value, std::size_t offset) {
  der::Reader reader(value, offset);
  der::Reader purposes = reader.enter(der::kSequence, "extKeyUsage");
  reader.end("extKeyUsage");
  std::vector<std::string> words;
  while (!purposes.empty()) words.push_back(purpose_word(der::oid(purposes.expect(der::kOid, "KeyPurposeId"))));
  if (words.empty()) der::fail("usage.extended", "extKeyUsage has no purpose", offset);
  return words;
}

Bytes encode_extended_key_usage(const std::vector<std::string>& words) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    for (const std::string& word : words) {
      const Purpose* p = std::find_if(std::begin(kPurposes), std::end(kPurposes),
                                      [&](const Purpose& each) { return word == each.word; });
      if (p == std::end(kPurposes) && !oid::well_formed(word))
        unknown_word("extended key usage", word, extended_key_usage_words());
      writer.oid(p == std::end(kPurposes) ? word : p->oid);
    }
  });
  return writer.take();
}

BasicConstraints decode_basic_constraints(BytesView value, std::size_t offset, Oddities* seen) {
  der::Reader reader(value, offset);
  der::Reader fields = reader.enter(der::kSequence, "basicConstraints");
  reader.end("basicConstraints");
  BasicConstraints constraints;
  if (const auto ca = fields.optional(der::kBoolean)) {
    constraints.ca = der::boolean(*ca, seen);
    if (!constraints.ca) note(seen, Tolerance::written_default, ca->offset);
  }
  if (const auto length = fields.optional(der::kInteger)) {
    const std::int64_t n = der::small_integer(*length);
    if (n < 0 || n > 1'000'000) der::fail("usage.constraints", "pathLenConstraint is out of range", length->offset);
    if (!constraints.ca) der::fail("usage.constraints", "pathLenConstraint without cA", length->offset);
    constraints.path_length = static_cast<int>(n);
  }
  fields.end("basicConstraints");
  return constraints;
}

Bytes encode_basic_constraints(const BasicConstraints& constraints) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    if (!constraints.ca) return;
    writer.boolean(true);
    if (constraints.path_length) writer.integer(*constraints.path_length);
  });
  return writer.take();
}

}  // namespace pkit::x509
