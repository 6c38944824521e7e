#include "x509/plain_leaf.h"

#include <algorithm>

#include "x509/oid.h"

namespace pkit::x509 {

namespace {

/// PrintableString, UTF8String or IA5String of visible ASCII and blanks: no reader of strings has a choice there.
bool is_plain(const Attribute& attribute) {
  constexpr std::uint8_t kUtf8 = 0x0c, kPrintable = 0x13, kIa5 = 0x16;
  const bool type = attribute.tag == kUtf8 || attribute.tag == kPrintable || attribute.tag == kIa5;
  return type &&
         std::all_of(attribute.value.begin(), attribute.value.end(), [](char c) { return c >= ' ' && c < 127; });
}

bool is_plain(const Name& name) {
  return !name.empty() && std::all_of(name.rdns().begin(), name.rdns().end(), [](const std::vector<Attribute>& rdn) {
    return rdn.size() == 1 && is_plain(rdn.front());
  });
}

/// Host names and addresses that the reader took, and nothing beside them.
bool has_plain_sans(const Certificate& leaf) {
  return leaf.san_faults.empty() && leaf.ill_names.empty() && !leaf.sans.empty() &&
         std::all_of(leaf.sans.begin(), leaf.sans.end(),
                     [](const San& san) { return san.type == SanType::dns || san.type == SanType::ip; }) &&
         write_sans(leaf.sans) == leaf.extension(oid::kSubjectAltName)->value;
}

bool is_plain(const Certificate& leaf, const Extension& extension) {
  if (extension.oid == oid::kSubjectAltName) return has_plain_sans(leaf);
  constexpr std::size_t kSha1 = 20;  // all but exotic identifiers
  return extension.oid != oid::kSubjectKeyIdentifier ||
         (leaf.subject_key_id.size() == kSha1 && extension.value.size() == kSha1 + 2);
}

bool is_plain(const Certificate& leaf) {
  return leaf.version == 3 && leaf.key_taken && !leaf.key.word().starts_with("rsa-pss") &&
         leaf.signature_algorithm.taken && !leaf.has_unique_ids && leaf.oddities.empty() && leaf.is_ca != true &&
         is_plain(leaf.subject) && !leaf.subject.same_as(leaf.issuer) && !leaf.serial.empty() &&
         leaf.serial.size() <= 20 && leaf.serial.front() < 0x80 &&
         std::all_of(leaf.extensions.begin(), leaf.extensions.end(),
                     [&](const Extension& extension) { return is_plain(leaf, extension); });
}

void append(std::string& kind, std::string_view part) {
  kind += std::to_string(part.size()) + ":";
  kind += part;
}

}  // namespace

std::string plain_leaf_kind(const Certificate& leaf) {
  if (!is_plain(leaf)) return {};
  std::string kind;
  append(kind, as_text(leaf.signature_algorithm.der));
  append(kind, leaf.key.word() + " " + std::to_string(leaf.key.spki().size()));
  append(kind, as_text(leaf.issuer.der()));
  for (const Extension& extension : leaf.extensions) {
    append(kind, extension.oid);
    kind += extension.critical ? "!" : "-";
    const bool own = extension.oid == oid::kSubjectAltName || extension.oid == oid::kSubjectKeyIdentifier;
    append(kind, own ? std::string_view() : as_text(extension.value));
  }
  return kind;
}

}  // namespace pkit::x509
