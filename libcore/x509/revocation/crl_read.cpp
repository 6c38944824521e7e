#include "x509/crl_read.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/error.h"
#include "x509/der.h"
#include "x509/der/validity.h"
#include "x509/name_norm.h"
#include "x509/names/general_name.h"
#include "x509/oid.h"
#include "x509/pem.h"

namespace pkit::x509 {

namespace {

constexpr std::size_t kLongestCrl = 64 * 1024 * 1024;
constexpr std::size_t kMostExtensions = 64;  // of one list: RFC 5280 knows of eight
constexpr const char* kCrlLabel = "X509 CRL";

Bytes copied(BytesView view) { return Bytes(view.begin(), view.end()); }

struct RawExtension {
  std::string oid;
  bool critical = false;
  der::Element value;
};

RawExtension read_extension(der::Reader fields) {
  RawExtension extension;
  extension.oid = der::oid(fields.expect(der::kOid, "extnID"));
  if (const auto critical = fields.optional(der::kBoolean)) {
    extension.critical = der::boolean(*critical);
    if (!extension.critical) der::fail("der.default", "critical FALSE is written out", critical->offset);
  }
  extension.value = fields.expect(der::kOctetString, "extnValue");
  fields.end("Extension");
  return extension;
}

template <class Fn>
void each_extension(der::Reader list, Fn&& take) {
  std::vector<std::string> seen;
  if (list.empty()) der::fail("crl.extensions", "an empty list of extensions", list.offset());
  while (!list.empty()) {
    const std::size_t at = list.offset();
    const RawExtension extension = read_extension(list.enter(der::kSequence, "Extension"));
    if (std::find(seen.begin(), seen.end(), extension.oid) != seen.end())
      der::fail("crl.extensions", "the extension " + extension.oid + " is there twice", at);
    if (seen.size() == kMostExtensions) der::fail("crl.extensions", "more than 64 extensions in one list", at);
    seen.push_back(extension.oid);
    take(extension);
  }
}

Bytes read_number(BytesView value) {
  der::Reader document(value);
  const BytesView number = der::integer(document.expect(der::kInteger, "CRLNumber"));
  document.end("CRLNumber");
  return copied(number);
}

Bytes read_key_id(BytesView value) {
  der::Reader document(value);
  der::Reader fields = document.enter(der::kSequence, "authorityKeyIdentifier");
  const auto id = fields.optional(der::context(0, false));
  return id ? copied(id->content) : Bytes();
}

void take_list_extension(const RawExtension& extension, Crl& crl) {
  const BytesView value = extension.value.content;
  if (extension.oid == oid::kCrlNumber)
    crl.number = read_number(value);
  else if (extension.oid == oid::kDeltaCrlIndicator)
    crl.delta_base = read_number(value);
  else if (extension.oid == oid::kIssuingDistributionPoint)
    crl.scope = decode_issuing_point(value);
  else if (extension.oid == oid::kAuthorityKeyIdentifier)
    crl.authority_key_id = read_key_id(value);
  else if (extension.oid == oid::kFreshestCrl)
    crl.has_freshest = true;
  else if (extension.critical && extension.oid != oid::kIssuerAltName)
    crl.unknown_critical.push_back(extension.oid);
}

std::uint8_t read_reason(BytesView value) {
  der::Reader document(value);
  const der::Element code = document.expect(0x0a, "CRLReason");
  document.end("CRLReason");
  if (code.content.size() != 1 || code.content[0] > 10 || code.content[0] == 7)
    der::fail("crl.reason", "a reason that does not exist", code.offset);
  return code.content[0];
}

/// certificateIssuer (5.3.3): this entry and those after it are of that issuer.
Name read_entry_issuer(BytesView value) {
  for (const GeneralName& name : read_general_names(value))
    if (name.form == NameForm::directory) return name.directory;
  throw Error(Kind::input, "crl.issuer", "an entry of a CRL is of an issuer without a directory name");
}

void take_entry_extension(const RawExtension& extension, Crl& crl, RevokedEntry& entry) {
  const BytesView value = extension.value.content;
  if (extension.oid == oid::kReasonCode) {
    entry.reason = read_reason(value);
  } else if (extension.oid == oid::kCertificateIssuer) {
    crl.entry_issuers.push_back(read_entry_issuer(value));
  } else if (extension.critical) {
    crl.unknown_critical.push_back(extension.oid);
  }
}

RevokedEntry read_entry(der::Reader fields, Crl& crl) {
  RevokedEntry entry;
  entry.serial = copied(der::integer(fields.expect(der::kInteger, "userCertificate")));
  entry.revoked_at = read_time(fields.next());
  if (const auto list = fields.optional(der::kSequence)) {
    if (crl.version == 1) der::fail("crl.version", "extensions of an entry in version 1", list->offset);
    each_extension(fields.inside(*list), [&](const RawExtension& e) { take_entry_extension(e, crl, entry); });
  }
  fields.end("revokedCertificate");
  entry.issuer = crl.entry_issuers.size() - 1;
  return entry;
}

int read_crl_version(der::Reader& tbs) {
  const auto version = tbs.optional(der::kInteger);
  if (!version) return 1;
  if (der::small_integer(*version) != 1) der::fail("crl.version", "the version is neither 1 nor 2", version->offset);
  return 2;
}

bool is_time(std::uint8_t tag) { return tag == der::kUtcTime || tag == der::kGeneralizedTime; }

void read_list_extensions(der::Reader& tbs, Crl& crl) {
  const auto tagged = tbs.optional(der::context(0, true));
  if (!tagged) return;
  if (crl.version == 1) der::fail("crl.version", "extensions in version 1", tagged->offset);
  der::Reader inside = tbs.inside(*tagged);
  der::Reader list = inside.enter(der::kSequence, "crlExtensions");
  inside.end("crlExtensions");
  each_extension(list, [&](const RawExtension& e) { take_list_extension(e, crl); });
}

void read_tbs(der::Reader tbs, const der::Element& outer_algorithm, Crl& crl) {
  crl.version = read_crl_version(tbs);
  if (!equal(tbs.expect(der::kSequence, "signature").whole, outer_algorithm.whole))
    der::fail("crl.algorithm", "the two signature algorithms are not the same", outer_algorithm.offset);
  crl.issuer = Name::parse(tbs.expect(der::kSequence, "issuer").whole);
  crl.entry_issuers = {crl.issuer};
  crl.this_update = read_time(tbs.next());
  if (is_time(tbs.peek())) crl.next_update = read_time(tbs.next());
  if (const auto list = tbs.optional(der::kSequence)) {
    der::Reader entries = tbs.inside(*list);
    while (!entries.empty())
      crl.entries.push_back(read_entry(entries.enter(der::kSequence, "revokedCertificate"), crl));
  }
  read_list_extensions(tbs, crl);
  tbs.end("TBSCertList");
}

SignatureAlgorithm read_crl_algorithm(const der::Element& element) {
  std::vector<Fault> faults;
  SignatureAlgorithm algorithm = read_signature_algorithm(element.whole, faults, element.offset);
  const auto malformed = [](const Fault& f) { return f.kind == Kind::input; };
  if (std::any_of(faults.begin(), faults.end(), malformed)) throw error_of("signature algorithm", std::move(faults));
  return algorithm;
}

}  // namespace

void Crl::rank_issuers() {
  for (const Name& name : entry_issuers) normalized_issuers_.push_back(normalized(name));
  std::vector<std::size_t> order(normalized_issuers_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return normalized_issuers_[a] < normalized_issuers_[b]; });
  ranks_.resize(order.size());
  for (const std::size_t at : order) {
    if (by_rank_.empty() || normalized_issuers_[by_rank_.back()] != normalized_issuers_[at]) by_rank_.push_back(at);
    ranks_[at] = by_rank_.size() - 1;
  }
}

const RevokedEntry* Crl::find(BytesView serial, const std::string& normalized_issuer) const {
  const auto named =
      std::lower_bound(by_rank_.begin(), by_rank_.end(), normalized_issuer,
                       [&](std::size_t at, const std::string& sought) { return normalized_issuers_[at] < sought; });
  if (named == by_rank_.end() || normalized_issuers_[*named] != normalized_issuer) return nullptr;
  const Bytes wanted = copied(serial);
  const std::size_t rank = ranks_[*named];
  const auto key = [&](const RevokedEntry& e) { return std::tie(e.serial, ranks_[e.issuer]); };
  const auto found = std::lower_bound(entries.begin(), entries.end(), std::tie(wanted, rank),
                                      [&](const RevokedEntry& e, const auto& sought) { return key(e) < sought; });
  return found != entries.end() && key(*found) == std::tie(wanted, rank) ? &*found : nullptr;
}

Crl parse_crl(BytesView der) {
  if (der.size() > kLongestCrl) throw Error(Kind::input, "crl.size", "the CRL is larger than 64 MiB");
  der::Reader document(der);
  der::Reader fields = document.enter(der::kSequence, "CertificateList");
  document.end("CertificateList");
  const der::Element tbs = fields.expect(der::kSequence, "TBSCertList");
  const der::Element algorithm = fields.expect(der::kSequence, "signatureAlgorithm");
  const der::Element signature = fields.expect(der::kBitString, "signature");
  fields.end("CertificateList");
  Crl crl;
  crl.der = copied(der);
  crl.tbs = copied(tbs.whole);
  crl.signature_algorithm = read_crl_algorithm(algorithm);
  crl.signature = copied(der::bit_string(signature));
  read_tbs(fields.inside(tbs), algorithm, crl);
  crl.rank_issuers();
  const auto key = [&](const RevokedEntry& e) { return std::tie(e.serial, crl.ranks_[e.issuer]); };
  std::stable_sort(crl.entries.begin(), crl.entries.end(),
                   [&](const RevokedEntry& a, const RevokedEntry& b) { return key(a) < key(b); });
  return crl;
}

std::vector<Crl> parse_crls(std::string_view content, const std::string& name) {
  try {
    std::vector<Crl> crls;
    for (const PemBlock& block : read_pem(content))
      if (block.label == kCrlLabel) crls.push_back(parse_crl(block.der));
    if (crls.empty()) crls.push_back(parse_crl(one_document(content, {kCrlLabel}, "")));
    return crls;
  } catch (const Error& e) {
    throw e.within(name);
  }
}

}  // namespace pkit::x509
