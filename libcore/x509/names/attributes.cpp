#include "x509/names/attributes.h"

#include <algorithm>

#include "base/text.h"
#include "x509/der.h"
#include "x509/name.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

// The first row of an OID is the word we print.
constexpr AttributeType kTypes[] = {
    {"CN", "2.5.4.3", der::kUtf8String, 64, 1},
    {"O", "2.5.4.10", der::kUtf8String, 64, 1},
    {"OU", "2.5.4.11", der::kUtf8String, 64, 1},
    {"C", "2.5.4.6", der::kPrintableString, 2, 2},
    {"ST", "2.5.4.8", der::kUtf8String, 128, 1},
    {"L", "2.5.4.7", der::kUtf8String, 128, 1},
    {"DC", "0.9.2342.19200300.100.1.25", der::kIa5String, 63, 1},
    {"UID", "0.9.2342.19200300.100.1.1", der::kUtf8String, 256, 1},
    {"SN", "2.5.4.4", der::kUtf8String, 32768, 1},
    {"serialNumber", "2.5.4.5", der::kPrintableString, 64, 1},
    {"emailAddress", "1.2.840.113549.1.9.1", der::kIa5String, 255, 1},
    {"STREET", "2.5.4.9", der::kUtf8String, 128, 1},
    {"title", "2.5.4.12", der::kUtf8String, 64, 1},
    {"T", "2.5.4.12", der::kUtf8String, 64, 1},
    {"GN", "2.5.4.42", der::kUtf8String, 32768, 1},
    {"postalCode", "2.5.4.17", der::kUtf8String, 40, 1},
    {"businessCategory", "2.5.4.15", der::kUtf8String, 128, 1},
    {"dnQualifier", "2.5.4.46", der::kPrintableString, 64, 1},
    {"pseudonym", "2.5.4.65", der::kUtf8String, 128, 1},
    {"organizationIdentifier", "2.5.4.97", der::kUtf8String, 256, 1},
    {"unstructuredName", "1.2.840.113549.1.9.2", der::kIa5String, 255, 1},
};

}  // namespace

const AttributeType* attribute_by_key(std::string_view key) {
  const std::string wanted = lower(key);
  const auto found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                  [&](const AttributeType& type) { return lower(type.key) == wanted; });
  return found == std::end(kTypes) ? nullptr : found;
}

const AttributeType* attribute_by_oid(std::string_view oid) {
  const auto found =
      std::find_if(std::begin(kTypes), std::end(kTypes), [&](const AttributeType& type) { return type.oid == oid; });
  return found == std::end(kTypes) ? nullptr : found;
}

std::optional<std::string> attribute_oid(std::string_view key) {
  if (const AttributeType* type = attribute_by_key(key)) return std::string(type->oid);
  if (oid::well_formed(key)) return std::string(key);
  return std::nullopt;
}

std::string attribute_key(std::string_view oid) {
  const AttributeType* type = attribute_by_oid(oid);
  return std::string(type ? type->key : oid);
}

}  // namespace pkit::x509
