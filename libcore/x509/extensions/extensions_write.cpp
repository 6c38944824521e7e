// The extensions of a new certificate, written in a fixed order (RFC 5280 4.2).
#include "base/error.h"
#include "x509/extensions/extensions.h"
#include "x509/extensions/usage.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

constexpr bool kCritical = true;

void write(der::Writer& writer, oid::Oid oid, bool critical, BytesView value) {
  writer.constructed(der::kSequence, [&] {
    writer.oid(oid);
    if (critical) writer.boolean(true);
    writer.octet_string(value);
  });
}

void write_uri(der::Writer& writer, const std::string& uri) { writer.element(der::context(6, false), uri); }

/// One DistributionPoint a URL: several names in one point would say that all lead to the same list (4.2.1.13).
Bytes crl_points(const std::vector<std::string>& urls) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    for (const std::string& url : urls) {
      writer.constructed(der::kSequence, [&] {
        writer.constructed(der::context(0, true),
                           [&] { writer.constructed(der::context(0, true), [&] { write_uri(writer, url); }); });
      });
    }
  });
  return writer.take();
}

Bytes authority_info(const CertificateFields& fields) {
  der::Writer writer;
  const auto describe = [&](oid::Oid method, const std::vector<std::string>& urls) {
    for (const std::string& url : urls) {
      writer.constructed(der::kSequence, [&] {
        writer.oid(method);
        write_uri(writer, url);
      });
    }
  };
  writer.constructed(der::kSequence, [&] {
    describe(oid::kAccessOcsp, fields.ocsp_urls);
    describe(oid::kAccessIssuers, fields.issuer_urls);
  });
  return writer.take();
}

Bytes policies(const std::vector<std::string>& oids) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    for (const std::string& each : oids) writer.constructed(der::kSequence, [&] { writer.oid(each); });
  });
  return writer.take();
}

Bytes octets(BytesView id) {
  der::Writer writer;
  writer.octet_string(id);
  return writer.take();
}

Bytes authority_key(BytesView id) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] { writer.element(der::context(0, false), id); });
  return writer.take();
}

Bytes null_value() {
  der::Writer writer;
  writer.null();
  return writer.take();
}

bool is_empty_name(BytesView name) { return name.size() <= 2; }

void write_usages(der::Writer& writer, const CertificateFields& fields) {
  write(writer, oid::kBasicConstraints, kCritical, encode_basic_constraints({fields.ca, fields.path_length}));
  if (!fields.key_usage.empty()) write(writer, oid::kKeyUsage, kCritical, encode_key_usage(fields.key_usage));
  if (!fields.extended_key_usage.empty())
    write(writer, oid::kExtendedKeyUsage, !kCritical, encode_extended_key_usage(fields.extended_key_usage));
}

}  // namespace

void write_extensions(der::Writer& writer, const CertificateFields& fields) {
  write_usages(writer, fields);
  const Bytes& kept = fields.subject_key_id;
  write(writer, oid::kSubjectKeyIdentifier, !kCritical,
        octets(kept.empty() && !fields.empty_key_id ? subject_key_id(fields.subject_key_bits) : kept));
  if (!fields.authority_key_id.empty())
    write(writer, oid::kAuthorityKeyIdentifier, !kCritical, authority_key(fields.authority_key_id));
  if (!fields.sans.empty()) write(writer, oid::kSubjectAltName, is_empty_name(fields.subject), write_sans(fields.sans));
  if (!fields.crl_urls.empty()) write(writer, oid::kCrlDistributionPoints, !kCritical, crl_points(fields.crl_urls));
  if (!fields.ocsp_urls.empty() || !fields.issuer_urls.empty())
    write(writer, oid::kAuthorityInfoAccess, !kCritical, authority_info(fields));
  if (!fields.policies.empty()) write(writer, oid::kCertificatePolicies, !kCritical, policies(fields.policies));
  if (fields.ocsp_no_check) write(writer, oid::kOcspNoCheck, !kCritical, null_value());
  if (fields.no_revocation) write(writer, oid::kNoRevocation, !kCritical, null_value());
  for (const Extension& each : fields.copied) write(writer, each.oid, each.critical, each.value);
}

}  // namespace pkit::x509
