// OCSP answers (RFC 6960 4.2).
#include "x509/der.h"
#include "x509/der/validity.h"
#include "x509/ocsp.h"
#include "x509/oid.h"
#include "x509/revocation/ocsp_digest.h"

namespace pkit::x509 {

namespace {

constexpr const char* kBasicAnswer = "1.3.6.1.5.5.7.48.1.1";

void write_state(der::Writer& writer, const OcspStatus& status) {
  switch (status.state) {
    case OcspStatus::State::good:
      writer.element(der::context(0, false), BytesView());
      break;
    case OcspStatus::State::revoked:
      writer.constructed(der::context(1, true), [&] {
        write_generalized_time(writer, status.revoked_at);
        if (status.reason != 0) writer.constructed(der::context(0, true), [&] { writer.enumerated(status.reason); });
      });
      break;
    case OcspStatus::State::unknown:
      writer.element(der::context(2, false), BytesView());
      break;
  }
}

void write_nonce(der::Writer& writer, const Bytes& nonce) {
  writer.constructed(der::context(1, true), [&] {
    writer.constructed(der::kSequence, [&] {
      writer.constructed(der::kSequence, [&] {
        writer.oid(oid::kOcspNonce);
        writer.constructed(der::kOctetString, [&] { writer.octet_string(nonce); });
      });
    });
  });
}

Bytes response_data(const OcspFields& fields, const Certificate& responder) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::context(2, true),
                       [&] { writer.octet_string(ocsp_digest("sha1", responder.key.key_bits())); });
    write_generalized_time(writer, fields.produced_at);
    writer.constructed(der::kSequence, [&] {
      for (const OcspStatus& status : fields.statuses)
        writer.constructed(der::kSequence, [&] {
          writer.raw(status.id);
          write_state(writer, status);
          write_generalized_time(writer, fields.this_update);
          writer.constructed(der::context(0, true), [&] { write_generalized_time(writer, fields.next_update); });
        });
    });
    if (fields.nonce) write_nonce(writer, *fields.nonce);
  });
  return writer.take();
}

}  // namespace

Bytes write_ocsp_answer(const OcspFields& fields, const Certificate& responder, const PrivateKey& key) {
  const Bytes data = response_data(fields, responder);
  const Bytes signature = key.sign(data);
  der::Writer basic;
  basic.constructed(der::kSequence, [&] {
    basic.raw(data);
    basic.raw(key.signature_algorithm());
    basic.bit_string(signature);
    basic.constructed(der::context(0, true),
                      [&] { basic.constructed(der::kSequence, [&] { basic.raw(responder.der); }); });
  });
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.enumerated(0);
    writer.constructed(der::context(0, true), [&] {
      writer.constructed(der::kSequence, [&] {
        writer.oid(kBasicAnswer);
        writer.octet_string(basic.bytes());
      });
    });
  });
  return writer.take();
}

Bytes write_ocsp_failure(OcspFailure failure) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] { writer.enumerated(static_cast<int>(failure)); });
  return writer.take();
}

}  // namespace pkit::x509
