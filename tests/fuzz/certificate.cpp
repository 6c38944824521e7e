// Certificates, against libcrypto: what we read it reads, into the same fields.
#include "x509/certificate.h"

#include <algorithm>

#include "libcrypto.h"
#include "targets.h"
#include "x509/lint.h"

namespace pkit::fuzz {

namespace {

using x509::Certificate;

constexpr Stricter kStricter[] = {
    {"certificate.algorithm", "RFC 5280 4.1.1.2: the two are the same"},
    {"certificate.duplicate", "RFC 5280 4.2: each extension once"},
    {"certificate.extensions", "RFC 5280 4.1: one at least"},
    {"certificate.key", "keys of other types, and malformed ones, which libcrypto unpacks only when asked for them"},
    {"certificate.size", "64 KiB"},
    {"certificate.time", "RFC 5280 4.1.2.5: seconds and Z, and a date that exists"},
    {"certificate.uri", "RFC 5280 4.2.1.6: an IA5String that is not empty"},
    {"certificate.version", "1 or 3, and nothing that the version lacks"},
    {"der.", "X.690 10: DER, of which libcrypto reads a superset"},
    {"name.", "RFC 5280 appendix A: attributes are strings that hold what their type can, an RDN has one"},
    {"san.", "RFC 5280 4.2.1.6: what a dns name, a URI or an address is"},
    {"signature.parameters", "RFC 4055 and RFC 5758: absent, NULL, or those of PSS"},
    {"usage.", "RFC 5280 4.2.1.3, 4.2.1.9 and 4.2.1.12; X.690 11.2.2"},
};

/// An extension decoded by libcrypto, or null; `there` says whether it must be one.
template <class T, auto Free>
ossl::Owned<T, Free> decoded(const X509* theirs, int nid, bool there) {
  ossl::Owned<T, Free> value(static_cast<T*>(X509_get_ext_d2i(theirs, nid, nullptr, nullptr)));
  PROMISE((value != nullptr) == there);
  return value;
}

void same_head(const Certificate& ours, const X509* theirs) {
  PROMISE(X509_get_version(theirs) + 1 == ours.version);
  const Bytes serial = encoded(i2d_ASN1_INTEGER, X509_get0_serialNumber(theirs));
  PROMISE(serial.size() > ours.serial.size() && std::equal(ours.serial.rbegin(), ours.serial.rend(), serial.rbegin()));
  PROMISE(encoded(i2d_X509_NAME, X509_get_issuer_name(theirs)) == ours.issuer.der());
  PROMISE(encoded(i2d_X509_NAME, X509_get_subject_name(theirs)) == ours.subject.der());
  PROMISE(values(X509_get_issuer_name(theirs)) == values(ours.issuer));
  PROMISE(values(X509_get_subject_name(theirs)) == values(ours.subject));
  PROMISE(time_of(X509_get0_notBefore(theirs)) == ours.not_before);
  PROMISE(time_of(X509_get0_notAfter(theirs)) == ours.not_after);
  PROMISE(encoded(i2d_X509_PUBKEY, X509_get_X509_PUBKEY(theirs)) == ours.key.spki());
  const ASN1_BIT_STRING* signature = nullptr;
  const X509_ALGOR* algorithm = nullptr;
  X509_get0_signature(&signature, &algorithm, theirs);
  PROMISE(content(signature) == ours.signature);
  PROMISE(encoded(i2d_X509_ALGOR, algorithm) == ours.signature_algorithm.der);
  const ASN1_BIT_STRING* ids[2] = {};
  X509_get0_uids(theirs, &ids[0], &ids[1]);
  PROMISE((ids[0] != nullptr || ids[1] != nullptr) == ours.has_unique_ids);
}

void same_extensions(const Certificate& ours, const X509* theirs) {
  PROMISE(X509_get_ext_count(theirs) == static_cast<int>(ours.extensions.size()));
  for (std::size_t i = 0; i < ours.extensions.size(); ++i) {
    X509_EXTENSION* extension = X509_get_ext(theirs, static_cast<int>(i));
    PROMISE(oid_text(X509_EXTENSION_get_object(extension)) == ours.extensions[i].oid);
    PROMISE((X509_EXTENSION_get_critical(extension) != 0) == ours.extensions[i].critical);
    PROMISE(content(X509_EXTENSION_get_data(extension)) == ours.extensions[i].value);
  }
}

void same_usages(const Certificate& ours, const X509* theirs) {
  const auto constraints =
      decoded<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>(theirs, NID_basic_constraints, ours.is_ca.has_value());
  if (constraints) {
    PROMISE((constraints->ca != 0) == *ours.is_ca);
    PROMISE((constraints->pathlen != nullptr) == ours.path_length.has_value());
    if (constraints->pathlen) PROMISE(ASN1_INTEGER_get(constraints->pathlen) == *ours.path_length);
  }
  const auto usage = decoded<ASN1_BIT_STRING, ASN1_BIT_STRING_free>(theirs, NID_key_usage, !ours.key_usage.empty());
  std::vector<std::string> words;
  for (int bit = 0; usage && bit < 9; ++bit)
    if (ASN1_BIT_STRING_get_bit(usage.get(), bit))
      words.push_back(x509::key_usage_words()[static_cast<std::size_t>(bit)]);
  PROMISE(words == ours.key_usage);
  const auto purposes =
      decoded<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>(theirs, NID_ext_key_usage, !ours.extended_key_usage.empty());
  PROMISE(std::max(0, sk_ASN1_OBJECT_num(purposes.get())) == static_cast<int>(ours.extended_key_usage.size()));
}

/// URIs of general names, behind those that are there.
void add_uris(const GENERAL_NAMES* names, std::vector<std::string>& urls) {
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_URI) urls.emplace_back(as_text(content(name->d.uniformResourceIdentifier)));
  }
}

void same_urls(const Certificate& ours, const X509* theirs) {
  std::vector<std::string> crls;
  std::vector<std::string> ocsp;
  std::vector<std::string> issuers;
  const auto points = decoded<CRL_DIST_POINTS, CRL_DIST_POINTS_free>(theirs, NID_crl_distribution_points,
                                                                     ours.extension("2.5.29.31") != nullptr);
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT_NAME* name = sk_DIST_POINT_value(points.get(), i)->distpoint;
    if (name && name->type == 0) add_uris(name->name.fullname, crls);
  }
  const auto access = decoded<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>(
      theirs, NID_info_access, ours.extension("1.3.6.1.5.5.7.1.1") != nullptr);
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
    const ACCESS_DESCRIPTION* description = sk_ACCESS_DESCRIPTION_value(access.get(), i);
    if (description->location->type != GEN_URI) continue;
    const std::string url(as_text(content(description->location->d.uniformResourceIdentifier)));
    const int method = OBJ_obj2nid(description->method);
    if (method == NID_ad_OCSP) ocsp.push_back(url);
    if (method == NID_ad_ca_issuers) issuers.push_back(url);
  }
  PROMISE(crls == ours.crl_urls && ocsp == ours.ocsp_urls && issuers == ours.issuer_urls);
}

void same_names(const Certificate& ours, const X509* theirs) {
  const auto names =
      decoded<GENERAL_NAMES, GENERAL_NAMES_free>(theirs, NID_subject_alt_name, ours.extension("2.5.29.17") != nullptr);
  if (ours.san_faults.empty()) PROMISE(sans(names.get()) == sans(ours.sans));
}

void same_key_ids(const Certificate& ours, const X509* theirs) {
  const auto subject = decoded<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>(theirs, NID_subject_key_identifier,
                                                                          ours.extension("2.5.29.14") != nullptr);
  PROMISE((subject ? content(subject.get()) : Bytes()) == ours.subject_key_id);
  const auto authority = decoded<AUTHORITY_KEYID, AUTHORITY_KEYID_free>(theirs, NID_authority_key_identifier,
                                                                        ours.extension("2.5.29.35") != nullptr);
  PROMISE((authority && authority->keyid ? content(authority->keyid) : Bytes()) == ours.authority_key_id);
}

}  // namespace

int fuzz_certificate(BytesView bytes) {
  std::string refused;
  std::optional<Certificate> ours;
  try {
    ours = x509::parse_certificate(bytes);
  } catch (const Error& error) {
    PROMISE(refused_as(error, {"der.", "certificate.", "name.", "usage.", "signature.", "san."}));
    refused = error.code();
  }
  const ossl::Certificate theirs = their_certificate(bytes);
  if (!ours) {
    if (theirs) refused_alone("certificate", refused, kStricter);
    return 0;
  }
  PROMISE(theirs != nullptr);
  same_head(*ours, theirs.get());
  same_extensions(*ours, theirs.get());
  same_usages(*ours, theirs.get());
  same_names(*ours, theirs.get());
  same_key_ids(*ours, theirs.get());
  same_urls(*ours, theirs.get());
  x509::lint(*ours);
  ossl::forget_errors();
  return 0;
}

}  // namespace pkit::fuzz
