#include "libcrypto.h"
#include "base/address.h"

#include <ctime>

#include "x509/der.h"

namespace pkit::fuzz {

namespace {

template <class T, auto Free>
ossl::Owned<T, Free> whole(T* (*d2i)(T**, const unsigned char**, long), BytesView der) {
  const unsigned char* next = der.data();
  ossl::Owned<T, Free> object(d2i(nullptr, &next, static_cast<long>(der.size())));
  ossl::forget_errors();
  if (next != der.data() + der.size()) object.reset();
  return object;
}

std::string san(const GENERAL_NAME& name) {
  const auto text = [](const ASN1_STRING* string) { return std::string(as_text(content(string))); };
  switch (name.type) {
    case GEN_DNS:
      return "dns:" + text(name.d.dNSName);
    case GEN_EMAIL:
      return "email:" + text(name.d.rfc822Name);
    case GEN_URI:
      return "uri:" + text(name.d.uniformResourceIdentifier);
    case GEN_IPADD:
      return "ip:" + to_hex(content(name.d.iPAddress));
    case GEN_RID:
      return "rid:" + oid_text(name.d.registeredID);
    default:
      return "other";
  }
}

/// libcrypto does not read what is in an otherName.
bool is_other(x509::SanType type) {
  return type == x509::SanType::upn || type == x509::SanType::kerberos || type == x509::SanType::smtputf8 ||
         type == x509::SanType::other;
}

}  // namespace

Request their_request(BytesView der) { return whole<X509_REQ, X509_REQ_free>(d2i_X509_REQ, der); }

ossl::Certificate their_certificate(BytesView der) { return whole<X509, X509_free>(d2i_X509, der); }

std::string oid_text(const ASN1_OBJECT* object) {
  const int length = OBJ_obj2txt(nullptr, 0, object, 1);
  // Of one that is longer than 586 octets libcrypto makes no text; what its octets say is then read by us.
  if (length < 0) {
    x509::der::Element element;
    element.tag = x509::der::kOid;
    element.content = {OBJ_get0_data(object), OBJ_length(object)};
    return x509::der::oid(element);
  }
  std::string text(static_cast<std::size_t>(length), '\0');
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()) + 1, object, 1);
  return text;
}

Bytes content(const ASN1_STRING* string) {
  const unsigned char* data = ASN1_STRING_get0_data(string);
  return Bytes(data, data + ASN1_STRING_length(string));
}

Time time_of(const ASN1_TIME* time) {
  std::tm broken{};
  ossl::ok(ASN1_TIME_to_tm(time, &broken), "reading a time");
  return pkit::time_of(
      {broken.tm_year + 1900, broken.tm_mon + 1, broken.tm_mday, broken.tm_hour, broken.tm_min, broken.tm_sec});
}

std::vector<std::string> values(const X509_NAME* name) {
  std::vector<std::string> out;
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(entry));
    const std::string value(reinterpret_cast<char*>(utf8), static_cast<std::size_t>(size > 0 ? size : 0));
    OPENSSL_free(utf8);
    out.push_back(oid_text(X509_NAME_ENTRY_get_object(entry)) + "=" + value);
  }
  return out;
}

std::vector<std::string> values(const x509::Name& name) {
  std::vector<std::string> out;
  for (const auto& rdn : name.rdns())
    for (const x509::Attribute& attribute : rdn) out.push_back(attribute.oid + "=" + attribute.value);
  return out;
}

std::vector<std::string> sans(const GENERAL_NAMES* names) {
  std::vector<std::string> out;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) out.push_back(san(*sk_GENERAL_NAME_value(names, i)));
  return out;
}

std::vector<std::string> sans(const std::vector<x509::San>& names) {
  std::vector<std::string> out;
  for (const x509::San& name : names) {
    const std::string value =
        name.type == x509::SanType::ip ? to_hex(parse_address(name.value).value_or(Bytes())) : name.value;
    out.push_back(is_other(name.type) ? "other" : std::string(x509::san_word(name.type)) + ":" + value);
  }
  return out;
}

}  // namespace pkit::fuzz
