// The to-be-signed bytes of a new certificate (RFC 5280 4.1), and the certificate around them.
#include "base/error.h"
#include "digest/digest.h"
#include "x509/certificate.h"
#include "x509/der.h"
#include "x509/der/validity.h"
#include "x509/extensions/extensions.h"

namespace pkit::x509 {

Bytes build_tbs(const CertificateFields& fields, BytesView signature_algorithm) {
  constexpr int version_3 = 2;
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::context(0, true), [&] { writer.integer(version_3); });
    writer.unsigned_integer(fields.serial);
    writer.raw(signature_algorithm);
    writer.raw(fields.issuer);
    writer.constructed(der::kSequence, [&] {
      write_time(writer, fields.not_before);
      write_time(writer, fields.not_after);
    });
    writer.raw(fields.subject);
    writer.raw(fields.spki);
    writer.constructed(der::context(3, true),
                       [&] { writer.constructed(der::kSequence, [&] { write_extensions(writer, fields); }); });
  });
  return writer.take();
}

Bytes assemble(BytesView tbs, BytesView signature_algorithm, BytesView signature) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.raw(tbs);
    writer.raw(signature_algorithm);
    writer.bit_string(signature);
  });
  return writer.take();
}

Bytes subject_key_id(BytesView key_bits) {
  constexpr std::size_t size = 20;  // leftmost 160 bits (RFC 7093 2, method 1)
  const digest::Digest digest = digest::sha256(key_bits);
  return Bytes(digest.begin(), digest.begin() + size);
}

}  // namespace pkit::x509
