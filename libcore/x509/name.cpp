#include "x509/name.h"

#include <algorithm>

#include "base/text.h"
#include "x509/attributes.h"
#include "x509/strings.h"

namespace pkit::x509 {

namespace {

constexpr std::size_t kMaxAttributes = 64;

Attribute read_attribute(der::Reader fields) {
  Attribute attribute;
  attribute.oid = der::oid(fields.expect(der::kOid, "attribute type"));
  const der::Element value = fields.next();
  attribute.value = read_string(value);
  attribute.tag = value.tag;
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
  for (const Attribute& a : rdn) out.emplace_back(a.oid, folded(a.value));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Name Name::parse(BytesView der, std::size_t offset) {
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
      rdn.push_back(read_attribute(set.enter(der::kSequence, "AttributeTypeAndValue")));
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
      out += attribute_key((*rdn)[i].oid) + '=' + escaped((*rdn)[i].value);
    }
  }
  return out;
}

bool Name::same_as(const Name& other) const {
  return std::equal(rdns_.begin(), rdns_.end(), other.rdns_.begin(), other.rdns_.end(),
                    [](const auto& a, const auto& b) { return folded(a) == folded(b); });
}

void check_bounds(const Name& name, std::vector<Fault>& faults) {
  for (const auto& rdn : name.rdns()) {
    for (const Attribute& a : rdn) {
      const AttributeType* type = attribute_by_oid(a.oid);
      const std::size_t size = count_characters(a.value);
      if (!type || (size <= type->most && size >= type->least)) continue;
      faults.push_back({Kind::denied,
                        "name.length",
                        "subject " + std::string(type->key),
                        std::string(type->key) + " has " + std::to_string(size) + " characters, not " +
                            (type->least == type->most ? "" : "at most ") + std::to_string(type->most),
                        {}});
    }
  }
}

}  // namespace pkit::x509
