// The DER cursor and writer, against libcrypto's: the same elements, the same values, and the writer gives the bytes
// back.
#include "x509/der.h"

#include <openssl/asn1.h>

#include "libcrypto.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

using x509::der::Element;
using x509::der::Reader;
using x509::der::Writer;

/// The header as libcrypto reads it.
void same_header(const Element& e) {
  const unsigned char* next = e.whole.data();
  long length = 0;
  int tag = 0;
  int form = 0;
  const int result = ASN1_get_object(&next, &length, &tag, &form, static_cast<long>(e.whole.size()));
  PROMISE((result & 0x80) == 0 && (result & 0x01) == 0);
  PROMISE(length == static_cast<long>(e.content.size()) && next == e.content.data());
  PROMISE(tag == (e.tag & 0x1f) && form == (e.tag & 0xc0));
  PROMISE((result & V_ASN1_CONSTRUCTED) == (e.tag & 0x20));
}

template <class T, auto Free>
void same_content(T* (*d2i)(T**, const unsigned char**, long), const Element& e) {
  const unsigned char* next = e.whole.data();
  const ossl::Owned<T, Free> theirs(d2i(nullptr, &next, static_cast<long>(e.whole.size())));
  PROMISE(theirs != nullptr && next == e.whole.data() + e.whole.size());
}

void same_oid(const Element& e) {
  const unsigned char* next = e.whole.data();
  const ossl::Owned<ASN1_OBJECT, ASN1_OBJECT_free> theirs(
      d2i_ASN1_OBJECT(nullptr, &next, static_cast<long>(e.whole.size())));
  PROMISE(theirs != nullptr && oid_text(theirs.get()) == x509::der::oid(e));
}

void same_value(const Element& e) {
  switch (e.tag) {
    case x509::der::kInteger:
      return same_content<ASN1_INTEGER, ASN1_INTEGER_free>(d2i_ASN1_INTEGER, e);
    case x509::der::kBitString:
      return same_content<ASN1_BIT_STRING, ASN1_BIT_STRING_free>(d2i_ASN1_BIT_STRING, e);
    case x509::der::kOid:
      return same_oid(e);
    case x509::der::kUtcTime:
    case x509::der::kGeneralizedTime:
      return;  // der::check leaves the text to whoever wants a time
    default:
      return same_content<ASN1_TYPE, ASN1_TYPE_free>(d2i_ASN1_TYPE, e);
  }
}

/// Compares an element and what is in it, and writes it again.
void walk(const Reader& parent, const Element& e, Writer& writer) {
  same_header(e);
  if ((e.tag & 0xc0) == 0) same_value(e);
  if ((e.tag & 0x20) == 0) return writer.element(e.tag, e.content);
  writer.constructed(e.tag, [&] {
    for (Reader inner = parent.inside(e); !inner.empty();) {
      const Element child = inner.next();
      walk(inner, child, writer);
    }
  });
}

bool checked(BytesView bytes) {
  Reader document(bytes);
  const Element whole = document.next();
  document.end("document");
  x509::der::check(document, whole);
  return true;
}

}  // namespace

int fuzz_der(BytesView bytes) {
  if (!accepted({"der."}, [&] { return checked(bytes); })) return 0;
  Reader document(bytes);
  const Element whole = document.next();
  Writer writer;
  walk(document, whole, writer);
  PROMISE(equal(writer.bytes(), bytes));
  ossl::forget_errors();
  return 0;
}

}  // namespace pkit::fuzz
