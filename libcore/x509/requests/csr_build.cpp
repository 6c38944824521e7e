#include "x509/csr_build.h"

#include <algorithm>

#include "x509/der.h"
#include "x509/requests/request_attribute_write.h"

namespace pkit::x509 {

namespace {

constexpr char kExtensionRequest[] = "1.2.840.113549.1.9.14";
constexpr char kSubjectAltName[] = "2.5.29.17";

void write_san_request(der::Writer& out, const Name& subject, const std::vector<San>& sans) {
  out.constructed(der::kSequence, [&] {
    out.oid(kExtensionRequest);
    out.constructed(der::kSet, [&] {
      out.constructed(der::kSequence, [&] {
        out.constructed(der::kSequence, [&] {
          out.oid(kSubjectAltName);
          if (subject.empty()) out.boolean(true);  // RFC 5280 4.2.1.6
          out.octet_string(write_sans(sans));
        });
      });
    });
  });
}

/// A SET OF in DER: its elements in the order of their octets (X.690 11.6).
void write_attributes(der::Writer& out, const Name& subject, const std::vector<San>& sans,
                      const std::vector<RequestAttribute>& attributes) {
  std::vector<Bytes> encoded;
  const auto add = [&](const auto& write) {
    der::Writer one;
    write(one);
    encoded.push_back(one.take());
  };
  if (!sans.empty()) add([&](der::Writer& one) { write_san_request(one, subject, sans); });
  for (const RequestAttribute& attribute : attributes)
    add([&](der::Writer& one) { write_request_attribute(one, attribute); });
  std::sort(encoded.begin(), encoded.end());
  for (const Bytes& one : encoded) out.raw(one);
}

}  // namespace

Bytes build_csr(const PrivateKey& key, const Name& subject, const std::vector<San>& sans,
                const std::vector<RequestAttribute>& attributes) {
  der::Writer info;
  info.constructed(der::kSequence, [&] {
    info.integer(0);
    info.raw(subject.der());
    info.raw(key.public_key().spki());
    info.constructed(der::context(0, true), [&] { write_attributes(info, subject, sans, attributes); });
  });
  der::Writer request;
  request.constructed(der::kSequence, [&] {
    request.raw(info.bytes());
    request.raw(key.signature_algorithm());
    request.bit_string(key.sign(info.bytes()));
  });
  return request.take();
}

Bytes request_attributes(const Name& subject, const std::vector<San>& sans) {
  der::Writer attributes;
  write_attributes(attributes, subject, sans, {});
  return attributes.take();
}

Csr csr_over(const PrivateKey& key, const std::string& subject, const std::vector<std::string>& sans) {
  std::vector<San> names;
  for (const std::string& san : sans) names.push_back(parse_san(san));
  ExaminedCsr examined = examine_csr(build_csr(key, subject.empty() ? Name::of({}) : Name::from_text(subject), names));
  if (!examined.faults.empty()) throw error_of("the subject and names asked for", std::move(examined.faults));
  return std::move(*examined.csr);
}

}  // namespace pkit::x509
