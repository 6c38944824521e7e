#include "x509/csr_build.h"

#include "x509/der.h"

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

}  // namespace

Bytes build_csr(const PrivateKey& key, const Name& subject, const std::vector<San>& sans) {
  der::Writer info;
  info.constructed(der::kSequence, [&] {
    info.integer(0);
    info.raw(subject.der());
    info.raw(key.public_key().spki());
    info.constructed(der::context(0, true), [&] {
      if (!sans.empty()) write_san_request(info, subject, sans);
    });
  });
  der::Writer request;
  request.constructed(der::kSequence, [&] {
    request.raw(info.bytes());
    request.raw(key.signature_algorithm());
    request.bit_string(key.sign(info.bytes()));
  });
  return request.take();
}

Csr csr_over(const PrivateKey& key, const std::string& subject, const std::vector<std::string>& sans) {
  std::vector<San> names;
  for (const std::string& san : sans) names.push_back(parse_san(san));
  ExaminedCsr examined = examine_csr(build_csr(key, subject.empty() ? Name::of({}) : Name::from_text(subject), names));
  if (!examined.faults.empty()) throw error_of("the subject and names asked for", std::move(examined.faults));
  return std::move(*examined.csr);
}

}  // namespace pkit::x509
