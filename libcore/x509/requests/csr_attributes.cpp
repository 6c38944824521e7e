#include "x509/requests/csr_attributes.h"

#include <algorithm>

#include "x509/der/faults.h"
#include "x509/extensions/usage.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The values of an attribute: a SET, which libcrypto and we read in any order.
struct Requested {
  std::size_t offset;
  std::string oid;
  der::Reader values;
};

Requested take_attribute(der::Reader fields) {
  const std::size_t offset = fields.offset();
  std::string oid = der::oid(fields.expect(der::kOid, "attribute type"));
  const der::Reader values = fields.enter(der::kSet, "attribute values");
  fields.end("attribute");
  return {offset, std::move(oid), values};
}

der::Element only_value(der::Reader& values, const char* what) {
  const der::Element value = values.next();
  if (!values.empty()) der::fail("csr.attribute", std::string(what) + " has more than one value", values.offset());
  return value;
}

/// Extensions that pkit understands go into their fields as well (RFC 5280 4.2.1).
void decode(const RequestedExtension& extension, std::size_t offset, Csr& csr, std::vector<Fault>& faults) {
  if (extension.oid == oid::kSubjectAltName) {
    std::vector<San> sans = read_sans(extension.value, faults, offset, nullptr, &csr.oddities);
    csr.sans.insert(csr.sans.end(), sans.begin(), sans.end());
  } else if (extension.oid == oid::kKeyUsage) {
    csr.key_usage = decode_key_usage(extension.value, offset, &csr.oddities);
    if (csr.key_usage.empty())
      faults.push_back({Kind::denied, "usage.key", "byte " + std::to_string(offset), "keyUsage has no bit set", {}});
  } else if (extension.oid == oid::kExtendedKeyUsage) {
    csr.extended_key_usage = decode_extended_key_usage(extension.value, offset);
  } else if (extension.oid == oid::kBasicConstraints) {
    csr.basic_constraints_ca = decode_basic_constraints(extension.value, offset, &csr.oddities).ca;
  }
}

void read_extension(der::Reader fields, std::vector<std::string>& seen, Csr& csr, std::vector<Fault>& faults) {
  const std::size_t begin = fields.offset();
  RequestedExtension extension;
  extension.oid = der::oid(fields.expect(der::kOid, "extension type"));
  if (const auto critical = fields.optional(der::kBoolean)) {
    extension.critical = der::boolean(*critical, &csr.oddities);
    if (!extension.critical) note(&csr.oddities, Tolerance::written_default, critical->offset);
  }
  const der::Element value = fields.expect(der::kOctetString, "extension value");
  fields.end("extension");
  extension.value.assign(value.content.begin(), value.content.end());
  if (contains(seen, extension.oid)) {
    faults.push_back({Kind::input,
                      "csr.extension_repeated",
                      "byte " + std::to_string(begin),
                      "extension " + extension.oid + " is there twice",
                      {}});
  }
  seen.push_back(extension.oid);
  csr.extensions.push_back(extension);
  decode(extension, value.content_offset(), csr, faults);
}

void read_extensions(der::Reader list, Csr& csr, std::vector<Fault>& faults) {
  std::vector<std::string> seen;
  while (!list.empty()) {
    const der::Element extension = list.expect(der::kSequence, "extension");
    collect(faults, [&] { read_extension(list.inside(extension), seen, csr, faults); });
  }
}

/// RFC 2985 5.4.2, and the same under an arc of Microsoft's, which its programs write beside or in place of it.
bool asks_for_extensions(std::string_view oid) {
  return oid == oid::kExtensionRequest || oid == oid::kMicrosoftExtensionRequest;
}

/// Some readers heed the one attribute and some the other: both must say the same.
void read_extension_request(Requested& attribute, std::optional<Bytes>& asked, Csr& csr, std::vector<Fault>& faults) {
  const der::Element value = only_value(attribute.values, "extensionRequest");
  if (value.tag != der::kSequence) der::fail("der.type", "extensionRequest is no SEQUENCE", value.offset);
  Bytes der(value.whole.begin(), value.whole.end());
  if (!asked) {
    asked = std::move(der);
    return read_extensions(attribute.values.inside(value), csr, faults);
  }
  if (*asked != der)
    der::fail("csr.extension_requests", "two extension requests ask for different things", attribute.offset);
}

/// An empty set is what storable() leaves of a password.
void read_password(der::Reader values, Csr& csr) {
  csr.has_challenge_password = true;
  if (!values.empty()) der::check(values, only_value(values, "challengePassword"));
}

void read_attribute(const der::Reader& fields, std::optional<Bytes>& asked, Csr& csr, std::vector<Fault>& faults) {
  Requested attribute = take_attribute(fields);
  if (contains(csr.attributes, attribute.oid)) {
    faults.push_back({Kind::input,
                      "csr.attribute_repeated",
                      "byte " + std::to_string(attribute.offset),
                      "attribute " + attribute.oid + " is there twice",
                      {}});
  }
  csr.attributes.push_back(attribute.oid);
  if (attribute.oid == oid::kChallengePassword) return read_password(attribute.values, csr);
  if (attribute.values.empty()) return note(&csr.oddities, Tolerance::empty_attribute, attribute.offset);
  if (asks_for_extensions(attribute.oid)) return read_extension_request(attribute, asked, csr, faults);
  while (!attribute.values.empty()) der::check(attribute.values, attribute.values.next());
}

}  // namespace

void read_attributes(der::Reader list, Csr& csr, std::vector<Fault>& faults) {
  std::optional<Bytes> asked;
  collect(faults, [&] {
    while (!list.empty()) {
      const der::Element attribute = list.expect(der::kSequence, "attribute");
      collect(faults, [&] { read_attribute(list.inside(attribute), asked, csr, faults); });
    }
  });
}

void write_without_password(der::Writer& writer, der::Reader list) {
  while (!list.empty()) {
    const der::Element element = list.expect(der::kSequence, "attribute");
    if (take_attribute(list.inside(element)).oid != oid::kChallengePassword) {
      writer.raw(element.whole);
    } else {
      writer.constructed(der::kSequence, [&] {
        writer.oid(oid::kChallengePassword);
        writer.constructed(der::kSet, [] {});
      });
    }
  }
}

}  // namespace pkit::x509
