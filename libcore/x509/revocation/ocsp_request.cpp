// OCSP requests (RFC 6960 4.1), and the digests that name issuers in them.
#include <openssl/evp.h>

#include "base/error.h"
#include "ossl/ossl.h"
#include "x509/der.h"
#include "x509/names/general_name.h"
#include "x509/ocsp.h"
#include "x509/oid.h"
#include "x509/revocation/ocsp_digest.h"

namespace pkit::x509 {

namespace {

constexpr std::size_t kRequestLimit = 16 * 1024, kMostIds = 100, kMostNonce = 128;

[[noreturn]] void refuse(const std::string& what, std::size_t at) { der::fail("ocsp.request", what, at); }

std::string read_digest(der::Reader reader) {
  const std::string word = ocsp_digest_word(der::oid(reader.expect(der::kOid, "hashAlgorithm")));
  if (!reader.empty()) der::check(reader, reader.next());
  reader.end("hashAlgorithm");
  return word;
}

OcspId read_id(const der::Reader& parent, const der::Element& element) {
  der::Reader reader = parent.inside(element);
  OcspId id;
  id.der = Bytes(element.whole.begin(), element.whole.end());
  id.digest = read_digest(reader.enter(der::kSequence, "hashAlgorithm"));
  const auto octets = [&](const char* what) {
    const BytesView content = reader.expect(der::kOctetString, what).content;
    return Bytes(content.begin(), content.end());
  };
  id.issuer_name = octets("issuerNameHash");
  id.issuer_key = octets("issuerKeyHash");
  const BytesView serial = der::integer(reader.expect(der::kInteger, "serialNumber"));
  id.serial = Bytes(serial.begin(), serial.end());
  reader.end("certID");
  return id;
}

std::vector<OcspId> read_ids(der::Reader list) {
  std::vector<OcspId> ids;
  if (list.empty()) refuse("it asks about no certificate", list.offset());
  while (!list.empty()) {
    if (ids.size() == kMostIds) refuse("it asks about more than 100 certificates", list.offset());
    der::Reader one = list.enter(der::kSequence, "request");
    ids.push_back(read_id(one, one.expect(der::kSequence, "certID")));
    if (const auto extensions = one.optional(der::context(0, true))) der::check(one, *extensions);
    one.end("request");
  }
  return ids;
}

/// RFC 9654 2.1: 1 to 128 octets, in an OCTET STRING of their own.
Bytes read_nonce(BytesView value, std::size_t offset) {
  der::Reader reader(value, offset);
  const der::Element nonce = reader.expect(der::kOctetString, "nonce");
  reader.end("nonce");
  if (nonce.content.empty() || nonce.content.size() > kMostNonce) refuse("its nonce is not of 1 to 128 octets", offset);
  return Bytes(nonce.content.begin(), nonce.content.end());
}

/// One that is critical and that we do not know could change what is asked (4.4).
void read_extension(der::Reader reader, OcspRequest& request) {
  const std::size_t at = reader.offset();
  const std::string name = der::oid(reader.expect(der::kOid, "extnID"));
  const auto critical = reader.optional(der::kBoolean);
  const bool must = critical && der::boolean(*critical);
  const der::Element value = reader.expect(der::kOctetString, "extnValue");
  reader.end("extension");
  if (name == oid::kOcspNonce) {
    if (request.nonce) refuse("it has two nonces", at);
    request.nonce = read_nonce(value.content, value.content_offset());
  } else if (must) {
    refuse("it has the critical extension " + name, at);
  }
}

void read_tbs(der::Reader reader, OcspRequest& request) {
  if (const auto version = reader.optional(der::context(0, true))) {
    der::Reader inner = reader.inside(*version);
    if (der::small_integer(inner.expect(der::kInteger, "version")) != 0)
      refuse("it is not of version 1", version->offset);
    inner.end("version");
  }
  if (const auto requestor = reader.optional(der::context(1, true))) {
    der::Reader inner = reader.inside(*requestor);
    check_general_name(inner, inner.next());
    inner.end("requestorName");
  }
  request.ids = read_ids(reader.enter(der::kSequence, "requestList"));
  if (const auto extensions = reader.optional(der::context(2, true))) {
    der::Reader wrapper = reader.inside(*extensions);
    der::Reader list = wrapper.enter(der::kSequence, "requestExtensions");
    while (!list.empty()) read_extension(list.enter(der::kSequence, "extension"), request);
    wrapper.end("requestExtensions");
  }
  reader.end("tbsRequest");
}

void write_id(der::Writer& writer, const Certificate& issuer, BytesView serial) {
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::kSequence, [&] {
      writer.oid(oid::kSha1);
      writer.null();
    });
    writer.octet_string(ocsp_digest("sha1", issuer.subject.der()));
    writer.octet_string(ocsp_digest("sha1", issuer.key.key_bits()));
    writer.element(der::kInteger, serial);
  });
}

}  // namespace

bool OcspId::is_of(const Certificate& issuer) const {
  return !digest.empty() && issuer_name == ocsp_digest(digest, issuer.subject.der()) &&
         issuer_key == ocsp_digest(digest, issuer.key.key_bits());
}

OcspRequest parse_ocsp_request(BytesView bytes) {
  if (bytes.size() > kRequestLimit) refuse("it is larger than 16 KiB", 0);
  der::Reader document(bytes);
  der::Reader outer = document.enter(der::kSequence, "OCSPRequest");
  OcspRequest request;
  read_tbs(outer.enter(der::kSequence, "tbsRequest"), request);
  if (const auto signature = outer.optional(der::context(0, true))) der::check(outer, *signature);
  outer.end("OCSPRequest");
  document.end("the request");
  return request;
}

Bytes ocsp_id_for(const Certificate& issuer, BytesView serial) {
  der::Writer writer;
  write_id(writer, issuer, serial);
  return writer.take();
}

Bytes ocsp_request_for(const Certificate& issuer, BytesView serial) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::kSequence, [&] {
      writer.constructed(der::kSequence,
                         [&] { writer.constructed(der::kSequence, [&] { write_id(writer, issuer, serial); }); });
    });
  });
  return writer.take();
}

}  // namespace pkit::x509
