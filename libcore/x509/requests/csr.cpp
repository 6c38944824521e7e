#include "x509/csr.h"

#include <algorithm>

#include "digest/digest.h"
#include "x509/der.h"
#include "x509/der/faults.h"
#include "x509/oid.h"
#include "x509/pem.h"
#include "x509/requests/csr_attributes.h"

namespace pkit::x509 {

namespace {

constexpr std::size_t kMaxSize = 64 * 1024;
constexpr std::size_t kMaxFaults = 256;
constexpr std::size_t kMaxFileSize = 4 * kMaxSize;  // PEM of the largest, with text around it

void add(std::vector<Fault>& faults, const char* code, const std::string& what, std::size_t at, std::string hint = {}) {
  faults.push_back({Kind::input, code, "byte " + std::to_string(at), what, std::move(hint)});
}

/// The elements of a CertificationRequest (RFC 2986 4), told apart but not yet read.
struct Parts {
  der::Element info, version, subject, spki, algorithm, signature;
  std::optional<der::Element> attributes;
  der::Reader attribute_list;
};

Parts take_apart(BytesView der, std::vector<Fault>& faults, Oddities& seen) {
  der::Reader document(der);
  const der::Element request = document.expect(der::kSequence, "certification request");
  if (!document.empty()) {
    add(faults, "csr.trailing", std::to_string(der.size() - document.offset()) + " bytes behind the request",
        document.offset(), "remove what follows the request");
  }
  der::Reader fields = document.inside(request);
  const der::Element info = fields.expect(der::kSequence, "certificationRequestInfo");
  const der::Element algorithm = fields.expect(der::kSequence, "signatureAlgorithm");
  const der::Element signature = fields.expect(der::kBitString, "signature");
  fields.end("certification request");
  der::Reader inner = fields.inside(info);
  const der::Element version = inner.expect(der::kInteger, "version");
  const der::Element subject = inner.expect(der::kSequence, "subject");
  const der::Element spki = inner.expect(der::kSequence, "subjectPublicKeyInfo");
  const std::size_t at = inner.offset();
  const std::optional<der::Element> attributes = inner.optional(der::context(0, true));
  inner.end("certificationRequestInfo");
  if (!attributes) note(&seen, Tolerance::no_attributes, at);
  der::Reader list = attributes ? inner.inside(*attributes) : inner;
  return {info, version, subject, spki, algorithm, signature, attributes, list};
}

/// Some count the versions from one, some write the third of certificates (2), and one leaves the number out. What
/// follows is the same in all.
void judge_version(const Parts& parts, std::vector<Fault>& faults, Oddities& seen) {
  if (parts.version.content.empty()) return note(&seen, Tolerance::empty_version, parts.version.offset);
  collect(faults, [&] {
    const std::int64_t version = der::small_integer(parts.version);
    if (version == 1 || version == 2) return note(&seen, Tolerance::version_2, parts.version.offset);
    if (version != 0) der::fail("csr.version", row_of(Tolerance::version_2).what, parts.version.offset);
  });
}

bool has_input_fault(const std::vector<Fault>& faults) {
  return std::any_of(faults.begin(), faults.end(), [](const Fault& f) { return f.kind == Kind::input; });
}

/// Is the request signed by its own key? Not asked of a malformed key, under which the answer means nothing; a key that
/// nobody here can check with has proved nothing.
void check_possession(const Parts& parts, const JudgedKey& judged, const SignatureAlgorithm& algorithm,
                      std::vector<Fault>& faults) {
  BytesView signature;
  if (!collect(faults, [&] { signature = der::bit_string(parts.signature); }) || has_input_fault(judged.faults)) return;
  const std::optional<bool> holds = !judged.checkable ? std::nullopt
                                    : judged.key && algorithm.taken
                                        ? verify(*judged.key, algorithm, parts.info.whole, signature)
                                        : verify_by_libcrypto(parts.spki.whole, algorithm, parts.info.whole, signature);
  if (!holds) {
    faults.push_back({Kind::denied, "csr.signature_unchecked", "byte " + std::to_string(parts.signature.offset),
                      "the signature cannot be checked here: " + algorithm.word + " under this key",
                      "make the request with a key and digest that pkit takes"});
  } else if (!*holds)
    add(faults, "csr.signature", "the signature does not verify under the request's own key", parts.signature.offset,
        "make the request again with the key it is for");
}

/// A hostile request can have a fault in every other octet. Those of kind denied are few (a name has at most 64
/// values), so that one of kind input stays where there was one.
void limit(std::vector<Fault>& faults) {
  if (faults.size() > kMaxFaults) faults.resize(kMaxFaults);
}

enum class Possession { checked, proved_before };

/// Those that nobody tolerates are faults.
void judge_oddities(const Csr& csr, const Tolerances& tolerated, std::vector<Fault>& faults) {
  for (const Oddity& oddity : csr.oddities)
    if (!tolerated.contains(oddity.which)) faults.push_back(fault_of(oddity));
}

ExaminedCsr examine(BytesView der, Possession possession, const Tolerances& tolerated) {
  ExaminedCsr result;
  std::vector<Fault>& faults = result.faults;
  if (der.size() > kMaxSize) {
    add(faults, "csr.size", "request of more than 64 KiB", kMaxSize);
    return result;
  }
  Csr csr;
  std::optional<Parts> parts;
  if (!collect(faults, [&] { parts = take_apart(der, faults, csr.oddities); })) return result;

  judge_version(*parts, faults, csr.oddities);
  const bool named =
      collect(faults, [&] { csr.subject = Name::parse(parts->subject.whole, parts->subject.offset, &csr.oddities); });
  JudgedKey judged = judge_key(parts->spki.whole, KeySource::csr, parts->spki.offset, &csr.oddities);
  faults.insert(faults.end(), judged.faults.begin(), judged.faults.end());
  read_attributes(parts->attribute_list, csr, faults);

  std::vector<Fault> unreadable;
  csr.signature = read_signature_algorithm(parts->algorithm.whole, unreadable, parts->algorithm.offset, &csr.oddities);
  faults.insert(faults.end(), unreadable.begin(), unreadable.end());
  if (possession == Possession::checked && !has_input_fault(unreadable))
    check_possession(*parts, judged, csr.signature, faults);
  judge_oddities(csr, tolerated, faults);
  limit(faults);

  if (!named || !judged.key) return result;
  csr.key = std::move(*judged.key);
  csr.der.assign(der.begin(), der.end());
  const digest::Digest digest = digest::sha256(der);
  csr.sha256.assign(digest.begin(), digest.end());
  result.csr = std::move(csr);
  return result;
}

}  // namespace

std::string Csr::common_name() const {
  const std::vector<std::string> names = subject.values("CN");
  return names.empty() ? std::string() : names.front();
}

Bytes Csr::storable() const {
  if (!has_challenge_password) return der;
  std::vector<Fault> none;
  Oddities seen;
  const Parts parts = take_apart(der, none, seen);
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::kSequence, [&] {
      writer.raw(parts.version.whole);
      writer.raw(parts.subject.whole);
      writer.raw(parts.spki.whole);
      writer.constructed(der::context(0, true), [&] { write_without_password(writer, parts.attribute_list); });
    });
    writer.raw(parts.algorithm.whole);
    writer.raw(parts.signature.whole);
  });
  return writer.take();
}

ExaminedCsr examine_csr(BytesView der, const Tolerances& tolerated) {
  return examine(der, Possession::checked, tolerated);
}

ExaminedCsr examine_csr_file(std::string_view content, const std::string& name, const Tolerances& tolerated) {
  ExaminedCsr result;
  Bytes der;
  const bool found = collect(result.faults, [&] {
    if (content.size() > kMaxFileSize) throw Error(Kind::input, "csr.size", "file of more than 256 KiB");
    der = one_document(content, {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"}, name);
  });
  return found ? examine_csr(der, tolerated) : result;
}

Csr read_stored_csr(BytesView storable) {
  ExaminedCsr examined = examine(storable, Possession::proved_before, all_tolerances());
  if (!examined.csr || !examined.faults.empty())
    throw Error(Kind::state, "csr.stored", "a stored certificate request cannot be read", {},
                std::move(examined.faults));
  return std::move(*examined.csr);
}

}  // namespace pkit::x509
