// Requests, against libcrypto: what we take apart it takes apart, into the same fields and the same answer to whether
// the signature holds.
#include <openssl/evp.h>

#include <algorithm>

#include "libcrypto.h"
#include "targets.h"
#include "x509/csr.h"
#include "x509/oid.h"

namespace pkit::fuzz {

namespace {

using x509::Csr;

constexpr Stricter kStricterWithCsrs[] = {
    {"csr.attribute", "RFC 2986 4.1: an attribute has a value; RFC 2985 5.4: of those that we read one, once"},
    {"csr.extension_repeated", "RFC 5280 4.2: each extension once"},
    {"csr.size", "64 KiB"},
    {"csr.version", "RFC 2986 4.1: 0 is the only one"},
    {"der.", "X.690 10: DER, of which libcrypto reads a superset; what nobody interprets it does not look into"},
    {"key.", "libcrypto unpacks the key only when it is asked for, and takes keys under which anyone can forge"},
    {"name.", "RFC 5280 appendix A: attributes are strings that hold what their type can, an RDN has one"},
    {"san.", "RFC 5280 4.2.1.6: what a dns name, a URI or an address is"},
    {"signature.parameters", "RFC 4055 and RFC 5758: absent, NULL, or those of PSS"},
    {"usage.", "RFC 5280 4.2.1.3, 4.2.1.9 and 4.2.1.12; X.690 11.2.2"},
};

struct ExtensionList {
  explicit ExtensionList(X509_REQ* request) : list(X509_REQ_get_extensions(request)) {}
  ~ExtensionList() { sk_X509_EXTENSION_pop_free(list, X509_EXTENSION_free); }
  ExtensionList(const ExtensionList&) = delete;
  ExtensionList& operator=(const ExtensionList&) = delete;
  STACK_OF(X509_EXTENSION) * list;
};

void same_extensions(const Csr& ours, X509_REQ* theirs) {
  const ExtensionList extensions(theirs);
  PROMISE(std::max(0, sk_X509_EXTENSION_num(extensions.list)) == static_cast<int>(ours.extensions.size()));
  for (std::size_t i = 0; i < ours.extensions.size(); ++i) {
    X509_EXTENSION* extension = sk_X509_EXTENSION_value(extensions.list, static_cast<int>(i));
    PROMISE(oid_text(X509_EXTENSION_get_object(extension)) == ours.extensions[i].oid);
    PROMISE((X509_EXTENSION_get_critical(extension) != 0) == ours.extensions[i].critical);
    PROMISE(content(X509_EXTENSION_get_data(extension)) == ours.extensions[i].value);
  }
  const ossl::Owned<GENERAL_NAMES, GENERAL_NAMES_free> names(
      static_cast<GENERAL_NAMES*>(X509V3_get_d2i(extensions.list, NID_subject_alt_name, nullptr, nullptr)));
  PROMISE(sans(names.get()) == sans(ours.sans));
}

void same_fields(const Csr& ours, X509_REQ* theirs) {
  PROMISE(X509_REQ_get_version(theirs) == X509_REQ_VERSION_1);
  PROMISE(encoded(i2d_X509_NAME, X509_REQ_get_subject_name(theirs)) == ours.subject.der());
  PROMISE(values(X509_REQ_get_subject_name(theirs)) == values(ours.subject));
  PROMISE(encoded(i2d_X509_PUBKEY, X509_REQ_get_X509_PUBKEY(theirs)) == ours.key.spki());
  PROMISE(X509_REQ_get_attr_count(theirs) == static_cast<int>(ours.attributes.size()));
  for (std::size_t i = 0; i < ours.attributes.size(); ++i) {
    X509_ATTRIBUTE* attribute = X509_REQ_get_attr(theirs, static_cast<int>(i));
    PROMISE(oid_text(X509_ATTRIBUTE_get0_object(attribute)) == ours.attributes[i]);
  }
  same_extensions(ours, theirs);
}

bool they_verify(X509_REQ* request) {
  EVP_PKEY* key = X509_REQ_get0_pubkey(request);
  return key != nullptr && X509_REQ_verify(request, key) == 1;
}

/// What is stored reads again, and says the same but for the password.
void stored_again(const Csr& ours) {
  const Csr again = x509::read_stored_csr(ours.storable());
  PROMISE(again.subject.der() == ours.subject.der() && again.key.key_id() == ours.key.key_id());
  PROMISE(again.sans == ours.sans && again.attributes == ours.attributes);
}

}  // namespace

int fuzz_csr(BytesView bytes) {
  const x509::ExaminedCsr ours = x509::examine_csr(bytes);
  const Request theirs = their_request(bytes);
  // Nearly every request that a fuzzer makes has a signature that fails: the rest of it is compared all the same.
  const auto other = std::find_if(ours.faults.begin(), ours.faults.end(), [](const Fault& fault) {
    return fault.kind == Kind::input && fault.code != "csr.signature";
  });
  const bool verifies =
      std::none_of(ours.faults.begin(), ours.faults.end(), [](const Fault& f) { return f.code == "csr.signature"; });
  if (other == ours.faults.end() && ours.csr) {
    PROMISE(theirs != nullptr);
    same_fields(*ours.csr, theirs.get());
    PROMISE(they_verify(theirs.get()) == verifies);
    if (ours.faults.empty()) stored_again(*ours.csr);
  } else if (other != ours.faults.end() && theirs != nullptr) {
    refused_alone("csr", other->code, kStricterWithCsrs);
  }
  ossl::forget_errors();
  return 0;
}

}  // namespace pkit::fuzz
