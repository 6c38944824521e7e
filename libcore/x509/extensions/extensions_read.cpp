// The extensions of a certificate that pkit understands, read (RFC 5280 4.2).
#include <algorithm>

#include "base/error.h"
#include "x509/extensions/extensions.h"
#include "x509/extensions/usage.h"
#include "x509/names/general_name.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

constexpr std::uint8_t kUriName = der::context(6, false);  // GeneralName, uniformResourceIdentifier

std::string read_uri(const der::Element& name) {
  const std::string_view text = as_text(name.content);
  const bool visible = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  if (text.empty() || !visible) der::fail("certificate.uri", "a URI is empty or not plain ASCII", name.offset);
  return std::string(text);
}

Bytes read_key_id(BytesView value, std::size_t offset) {
  der::Reader reader(value, offset);
  const BytesView id = reader.expect(der::kOctetString, "subjectKeyIdentifier").content;
  reader.end("subjectKeyIdentifier");
  return Bytes(id.begin(), id.end());
}

/// AuthorityKeyIdentifier (4.2.1.1): only the key identifier is of use to us.
Bytes read_authority_key_id(BytesView value, std::size_t offset) {
  der::Reader reader(value, offset);
  der::Reader fields = reader.enter(der::kSequence, "authorityKeyIdentifier");
  reader.end("authorityKeyIdentifier");
  Bytes id;
  if (const auto key = fields.optional(der::context(0, false))) id.assign(key->content.begin(), key->content.end());
  if (const auto issuer = fields.optional(der::context(1, true))) check_general_names(fields.inside(*issuer));
  if (const auto serial = fields.optional(der::context(2, false))) der::integer(*serial);
  fields.end("authorityKeyIdentifier");
  return id;
}

/// nameRelativeToCRLIssuer: an RDN without its own tag.
void check_relative_name(const der::Element& relative) {
  der::Writer name;
  name.constructed(der::kSequence, [&] { name.element(der::kSet, relative.content); });
  Name::parse(name.bytes(), relative.offset);
}

/// The URIs of a DistributionPointName's fullName (4.2.1.13).
void read_full_name(der::Reader name, std::vector<std::string>& urls) {
  if (const auto full = name.optional(der::context(0, true))) {
    for (der::Reader names = name.inside(*full); !names.empty();) {
      const der::Element each = names.next();
      check_general_name(names, each);
      if (each.tag == kUriName) urls.push_back(read_uri(each));
    }
  } else {
    check_relative_name(name.expect(der::context(1, true), "distributionPoint"));
  }
  name.end("distributionPoint");
}

std::vector<std::string> read_crl_urls(BytesView value, std::size_t offset) {
  der::Reader reader(value, offset);
  der::Reader points = reader.enter(der::kSequence, "cRLDistributionPoints");
  reader.end("cRLDistributionPoints");
  std::vector<std::string> urls;
  while (!points.empty()) {
    der::Reader point = points.enter(der::kSequence, "DistributionPoint");
    if (const auto name = point.optional(der::context(0, true))) read_full_name(point.inside(*name), urls);
    if (const auto reasons = point.optional(der::context(1, false))) der::bits(*reasons);
    if (const auto issuer = point.optional(der::context(2, true))) check_general_names(point.inside(*issuer));
    point.end("DistributionPoint");
  }
  return urls;
}

void read_authority_info(BytesView value, std::size_t offset, Certificate& certificate) {
  der::Reader reader(value, offset);
  der::Reader descriptions = reader.enter(der::kSequence, "authorityInfoAccess");
  reader.end("authorityInfoAccess");
  while (!descriptions.empty()) {
    der::Reader description = descriptions.enter(der::kSequence, "AccessDescription");
    const std::string method = der::oid(description.expect(der::kOid, "accessMethod"));
    const der::Element location = description.next();
    description.end("AccessDescription");
    check_general_name(description, location);
    if (location.tag != kUriName) continue;
    if (method == oid::kAccessOcsp) certificate.ocsp_urls.push_back(read_uri(location));
    if (method == oid::kAccessIssuers) certificate.issuer_urls.push_back(read_uri(location));
  }
}

/// A name that is none is common in foreign certificates; it is left out and told of. What is no GeneralNames is
/// refused.
void read_certificate_sans(BytesView value, std::size_t offset, Certificate& certificate) {
  certificate.sans = read_sans(value, certificate.san_faults, offset, &certificate.ill_names, &certificate.oddities);
  const auto malformed = [](const Fault& fault) { return !fault.code.starts_with("san."); };
  if (std::any_of(certificate.san_faults.begin(), certificate.san_faults.end(), malformed))
    throw error_of("subjectAltName", certificate.san_faults);
}

}  // namespace

void decode_extension(const Extension& extension, std::size_t offset, Certificate& certificate) {
  const Bytes& value = extension.value;
  if (extension.oid == oid::kBasicConstraints) {
    const BasicConstraints constraints = decode_basic_constraints(value, offset, &certificate.oddities);
    certificate.is_ca = constraints.ca;
    certificate.path_length = constraints.path_length;
  } else if (extension.oid == oid::kKeyUsage) {
    certificate.key_usage = decode_key_usage(value, offset, &certificate.oddities);
  } else if (extension.oid == oid::kExtendedKeyUsage) {
    certificate.extended_key_usage = decode_extended_key_usage(value, offset);
  } else if (extension.oid == oid::kSubjectAltName) {
    read_certificate_sans(value, offset, certificate);
  } else if (extension.oid == oid::kSubjectKeyIdentifier) {
    certificate.subject_key_id = read_key_id(value, offset);
  } else if (extension.oid == oid::kAuthorityKeyIdentifier) {
    certificate.authority_key_id = read_authority_key_id(value, offset);
  } else if (extension.oid == oid::kCrlDistributionPoints) {
    certificate.crl_urls = read_crl_urls(value, offset);
  } else if (extension.oid == oid::kAuthorityInfoAccess) {
    read_authority_info(value, offset, certificate);
  }
}

std::vector<std::string> decode_policies(BytesView value, std::size_t offset) {
  der::Reader reader(value, offset);
  der::Reader policies = reader.enter(der::kSequence, "certificatePolicies");
  reader.end("certificatePolicies");
  std::vector<std::string> oids;
  while (!policies.empty()) {
    der::Reader policy = policies.enter(der::kSequence, "PolicyInformation");
    oids.push_back(der::oid(policy.expect(der::kOid, "policyIdentifier")));
  }
  return oids;
}

}  // namespace pkit::x509
