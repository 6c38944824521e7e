#include "x509/request_attribute.h"

#include <algorithm>

#include "base/text.h"
#include "x509/names/strings.h"
#include "x509/oid.h"
#include "x509/requests/request_attribute_write.h"

namespace pkit::x509 {

namespace {

/// DirectoryString: PrintableString where that holds it, else UTF8String (RFC 2985 5.4.1, 5.4.3).
constexpr std::uint8_t kDirectoryString = 0;
constexpr std::size_t kMost = 255;

struct Type {
  std::string_view word;
  oid::Oid oid;
  std::uint8_t tag;
  bool text;
};
constexpr Type kTypes[] = {
    {"emailAddress", "1.2.840.113549.1.9.1", der::kIa5String, true},
    {"unstructuredName", "1.2.840.113549.1.9.2", kDirectoryString, true},
    {"challengePassword", oid::kChallengePassword, kDirectoryString, true},
    {"unstructuredAddress", "1.2.840.113549.1.9.8", kDirectoryString, true},
    {"signingDescription", "1.2.840.113549.1.9.13", kDirectoryString, true},
    {"friendlyName", "1.2.840.113549.1.9.20", der::kBmpString, true},
    {"contentType", "1.2.840.113549.1.9.3", 0, false},
    {"messageDigest", "1.2.840.113549.1.9.4", 0, false},
    {"signingTime", "1.2.840.113549.1.9.5", 0, false},
    {"counterSignature", "1.2.840.113549.1.9.6", 0, false},
    {"extendedCertificateAttributes", "1.2.840.113549.1.9.9", 0, false},
    {"extensionRequest", oid::kExtensionRequest, 0, false},
    {"", oid::kMicrosoftExtensionRequest, 0, false},
    {"smimeCapabilities", "1.2.840.113549.1.9.15", 0, false},
    {"localKeyId", "1.2.840.113549.1.9.21", 0, false},
};

const Type* type_of(std::string_view oid) {
  const auto row = std::find_if(std::begin(kTypes), std::end(kTypes), [&](const Type& t) { return t.oid == oid; });
  return row == std::end(kTypes) ? nullptr : &*row;
}

std::uint8_t tag_for(std::string_view oid, std::string_view value) {
  const Type* type = type_of(oid);
  if (!type) return der::kUtf8String;
  if (type->tag != kDirectoryString) return type->tag;
  return string_holds(der::kPrintableString, value) ? der::kPrintableString : der::kUtf8String;
}

/// Two octets a character; nothing where one is beyond them.
std::optional<Bytes> wide(std::string_view value) {
  Bytes octets;
  while (!value.empty()) {
    const Character c = first_character(value);
    if (c.length == 0 || c.point > 0xffff) return std::nullopt;
    octets.push_back(static_cast<std::uint8_t>(c.point >> 8));
    octets.push_back(static_cast<std::uint8_t>(c.point & 0xff));
    value.remove_prefix(c.length);
  }
  return octets;
}

void add_values(der::Reader attribute, std::vector<RequestAttribute>& into) {
  const std::string oid = der::oid(attribute.expect(der::kOid, "attribute type"));
  der::Reader values = attribute.enter(der::kSet, "attribute values");
  while (!values.empty()) {
    const der::Element value = values.next();
    try {
      into.push_back({oid, read_string(value)});
    } catch (const Error&) {
      continue;  // no text, which no text equals
    }
  }
}

}  // namespace

std::optional<std::string> request_attribute_oid(std::string_view word) {
  const std::string wanted = lower(word);
  for (const Type& type : kTypes)
    if (!type.word.empty() && (lower(type.word) == wanted || type.oid == word))
      return type.text ? std::optional(std::string(type.oid)) : std::nullopt;
  if (type_of(word) || !oid::well_formed(word)) return std::nullopt;
  return std::string(word);
}

std::string request_attribute_fault(std::string_view oid, std::string_view value) {
  if (!valid_utf8(value) || value.empty() || count_characters(value) > kMost || value.find('\0') != value.npos)
    return "is not 1 to 255 characters";
  const std::uint8_t tag = tag_for(oid, value);
  const bool holds = tag == der::kBmpString ? wide(value).has_value() : string_holds(tag, value);
  return holds ? "" : "has a character that its string type has not";
}

std::vector<RequestAttribute> request_attributes(const Csr& csr) {
  der::Reader document(csr.der);
  der::Reader request = document.enter(der::kSequence, "certification request");
  der::Reader info = request.enter(der::kSequence, "certificationRequestInfo");
  info.expect(der::kInteger, "version");
  info.expect(der::kSequence, "subject");
  info.expect(der::kSequence, "subjectPublicKeyInfo");
  std::vector<RequestAttribute> found;
  const std::optional<der::Element> attributes = info.optional(der::context(0, true));
  if (!attributes) return found;
  der::Reader list = info.inside(*attributes);
  while (!list.empty()) add_values(list.enter(der::kSequence, "attribute"), found);
  return found;
}

void write_request_attribute(der::Writer& out, const RequestAttribute& attribute) {
  if (const std::string wrong = request_attribute_fault(attribute.oid, attribute.value); !wrong.empty())
    throw Error(Kind::input, "csr.attribute", "the value of attribute " + attribute.oid + " " + wrong);
  out.constructed(der::kSequence, [&] {
    out.oid(attribute.oid);
    out.constructed(der::kSet, [&] {
      const std::uint8_t tag = tag_for(attribute.oid, attribute.value);
      if (tag == der::kBmpString)
        out.element(tag, BytesView(*wide(attribute.value)));
      else
        out.element(tag, std::string_view(attribute.value));
    });
  });
}

}  // namespace pkit::x509
