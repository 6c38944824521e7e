#include "x509/name.h"

#include <algorithm>

#include "base/text.h"
#include "x509/names/attributes.h"
#include "x509/names/strings.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

constexpr std::size_t kMaxAttributes = 64;

bool is_bits(const Attribute& attribute) { return attribute.tag == der::kBitString; }

Attribute read_attribute(der::Reader fields, Oddities* seen) {
  Attribute attribute;
  attribute.oid = der::oid(fields.expect(der::kOid, "attribute type"));
  const der::Element value = fields.next();
  attribute.tag = value.tag;
  if (is_bits(attribute) && attribute.oid == oid::kUniqueIdentifier) {
    der::bits(value);
    attribute.value = "#" + to_hex(value.whole);
  } else {
    attribute.value = read_string(value, seen);
  }
  fields.end("AttributeTypeAndValue");
  return attribute;
}

/// RFC 4514 2.4: what must be escaped anywhere, at the beginning and at the end of a value.
std::string escaped(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    const bool first = i == 0 && (c == '#' || c == ' ');
    const bool last = i + 1 == value.size() && c == ' ';
    if (first || last || std::string_view("\"+,;<>\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

/// RFC 5280 7.1 for ASCII: case and the number of spaces do not count.
std::string folded(std::string_view value) {
  std::string out;
  for (char c : lower(trim(value))) {
    if (c != ' ' || out.empty() || out.back() != ' ') out += c;
  }
  return out;
}

/// An RDN is a set: in the order of types and folded values two equal ones are alike.
std::vector<std::pair<std::string, std::string>> folded(const std::vector<Attribute>& rdn) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Attribute& a : rdn) out.emplace_back(is_bits(a) ? a.oid + "#" : a.oid, folded(a.value));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Name Name::parse(BytesView der, std::size_t offset, Oddities* seen) {
  der::Reader document(der, offset);
  der::Reader rdns = document.enter(der::kSequence, "Name");
  document.end("Name");
  Name name;
  std::size_t count = 0;
  while (!rdns.empty()) {
    der::Reader set = rdns.enter(der::kSet, "RDN");
    if (set.empty()) der::fail("name.rdn", "RDN without attributes", set.offset());
    std::vector<Attribute> rdn;
    while (!set.empty()) {
      if (++count > kMaxAttributes) der::fail("name.size", "more than 64 attributes", set.offset());
      rdn.push_back(read_attribute(set.enter(der::kSequence, "AttributeTypeAndValue"), seen));
    }
    name.rdns_.push_back(std::move(rdn));
  }
  name.der_.assign(der.begin(), der.end());
  return name;
}

std::vector<std::string> Name::values(std::string_view key) const {
  std::vector<std::string> found;
  const std::optional<std::string> wanted = attribute_oid(key);
  for (const auto& rdn : rdns_) {
    for (const Attribute& a : rdn) {
      if (wanted && a.oid == *wanted) found.push_back(a.value);
    }
  }
  return found;
}

std::string Name::text() const {
  std::string out;
  for (auto rdn = rdns_.rbegin(); rdn != rdns_.rend(); ++rdn) {
    if (!out.empty()) out += ',';
    for (std::size_t i = 0; i < rdn->size(); ++i) {
      if (i > 0) out += '+';
      const Attribute& a = (*rdn)[i];
      out += attribute_key(a.oid) + '=' + (is_bits(a) ? a.value : escaped(a.value));
    }
  }
  return out;
}

bool Name::same_as(const Name& other) const {
  return std::equal(rdns_.begin(), rdns_.end(), other.rdns_.begin(), other.rdns_.end(),
                    [](const auto& a, const auto& b) { return folded(a) == folded(b); });
}

}  // namespace pkit::x509
