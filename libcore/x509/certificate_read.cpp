// One certificate from its DER (RFC 5280 4.1), strictly.
#include <algorithm>

#include "base/error.h"
#include "x509/certificate.h"
#include "x509/der.h"
#include "x509/der/validity.h"
#include "x509/extensions/extensions.h"

namespace pkit::x509 {

namespace {

constexpr std::size_t kLongest = 64 * 1024;

Bytes copy(BytesView view) { return Bytes(view.begin(), view.end()); }

/// Version 2 was never used for anything; its two additions are read in version 3, where RFC 5280 allows them.
int read_version(der::Reader& tbs) {
  const auto tagged = tbs.optional(der::context(0, true));
  if (!tagged) return 1;
  der::Reader inside = tbs.inside(*tagged);
  const std::int64_t number = der::small_integer(inside.expect(der::kInteger, "version"));
  inside.end("version");
  if (number == 0) der::fail("der.default", "version 1 is written out", tagged->offset);
  if (number != 2) der::fail("certificate.version", "the version is neither 1 nor 3", tagged->offset);
  return 3;
}

SignatureAlgorithm read_algorithm(const der::Element& element, Oddities& seen) {
  std::vector<Fault> faults;
  SignatureAlgorithm algorithm = read_signature_algorithm(element.whole, faults, element.offset, &seen);
  // A fault of kind denied says that it is weak or unknown: that is no reason not to read.
  const auto malformed =
      std::find_if(faults.begin(), faults.end(), [](const Fault& f) { return f.kind == Kind::input; });
  if (malformed != faults.end()) throw error_of("signature algorithm", std::move(faults));
  return algorithm;
}

void read_validity(der::Reader validity, Certificate& certificate) {
  certificate.not_before = read_time(validity.next());
  certificate.not_after = read_time(validity.next());
  validity.end("validity");
}

void read_key(const der::Element& spki, Certificate& certificate) {
  JudgedKey judged = judge_key(spki.whole, KeySource::certificate, spki.offset, &certificate.oddities);
  if (!judged.faults.empty()) certificate.key_fault = judged.faults.front().what;
  if (!judged.key) {
    const std::string what = judged.faults.empty() ? "is not understood" : judged.faults.front().what;
    throw Error(Kind::input, "certificate.key", "the certificate's key cannot be used: " + what, {},
                std::move(judged.faults));
  }
  certificate.key = std::move(*judged.key);
  certificate.key_taken = judged.faults.empty();
}

void read_unique_ids(der::Reader& tbs, Certificate& certificate) {
  for (int number : {1, 2}) {
    const auto id = tbs.optional(der::context(number, false));
    if (!id) continue;
    if (certificate.version != 3) der::fail("certificate.version", "a unique identifier in version 1", id->offset);
    (number == 1 ? certificate.issuer_unique_id : certificate.subject_unique_id) = copy(der::bits(*id).octets);
    certificate.has_unique_ids = true;
  }
}

void read_extension(der::Reader fields, Certificate& certificate) {
  const std::size_t offset = fields.offset();
  Extension extension;
  extension.oid = der::oid(fields.expect(der::kOid, "extnID"));
  if (const auto critical = fields.optional(der::kBoolean)) {
    extension.critical = der::boolean(*critical, &certificate.oddities);
    if (!extension.critical) note(&certificate.oddities, Tolerance::written_default, critical->offset);
  }
  const der::Element value = fields.expect(der::kOctetString, "extnValue");
  fields.end("Extension");
  extension.value = copy(value.content);
  if (certificate.extension(extension.oid))
    der::fail("certificate.duplicate", "the extension " + extension.oid + " is there twice", offset);
  decode_extension(extension, value.content_offset(), certificate);
  certificate.extensions.push_back(std::move(extension));
}

void read_extensions(der::Reader& tbs, Certificate& certificate) {
  const auto tagged = tbs.optional(der::context(3, true));
  if (!tagged) return;
  if (certificate.version != 3) der::fail("certificate.version", "extensions in version 1", tagged->offset);
  der::Reader inside = tbs.inside(*tagged);
  der::Reader list = inside.enter(der::kSequence, "extensions");
  inside.end("extensions");
  if (list.empty()) der::fail("certificate.extensions", "the list of extensions is empty", tagged->offset);
  while (!list.empty()) read_extension(list.enter(der::kSequence, "Extension"), certificate);
}

Name read_name(der::Reader& tbs, const char* what, Oddities& seen) {
  const der::Element name = tbs.expect(der::kSequence, what);
  return Name::parse(name.whole, name.offset, &seen);
}

void read_tbs(der::Reader tbs, const der::Element& outer_algorithm, Certificate& certificate) {
  certificate.version = read_version(tbs);
  certificate.serial = copy(der::integer(tbs.expect(der::kInteger, "serialNumber")));
  const der::Element inner_algorithm = tbs.expect(der::kSequence, "signature");
  if (!equal(inner_algorithm.whole, outer_algorithm.whole))  // 4.1.1.2
    der::fail("certificate.algorithm", "the two signature algorithms are not the same", inner_algorithm.offset);
  certificate.issuer = read_name(tbs, "issuer", certificate.issuer_oddities);
  read_validity(tbs.enter(der::kSequence, "validity"), certificate);
  certificate.subject = read_name(tbs, "subject", certificate.oddities);
  read_key(tbs.expect(der::kSequence, "subjectPublicKeyInfo"), certificate);
  read_unique_ids(tbs, certificate);
  read_extensions(tbs, certificate);
  tbs.end("TBSCertificate");
}

}  // namespace

Certificate parse_certificate(BytesView der) {
  if (der.size() > kLongest) throw Error(Kind::input, "certificate.size", "the certificate is larger than 64 KiB");
  der::Reader document(der);
  der::Reader fields = document.enter(der::kSequence, "Certificate");
  document.end("Certificate");
  const der::Element tbs = fields.expect(der::kSequence, "TBSCertificate");
  const der::Element algorithm = fields.expect(der::kSequence, "signatureAlgorithm");
  const der::Element signature = fields.expect(der::kBitString, "signature");
  fields.end("Certificate");

  Certificate certificate;
  certificate.der = copy(der);
  certificate.tbs = copy(tbs.whole);
  certificate.signature_algorithm = read_algorithm(algorithm, certificate.oddities);
  certificate.signature = copy(der::bit_string(signature));
  read_tbs(fields.inside(tbs), algorithm, certificate);
  return certificate;
}

}  // namespace pkit::x509
