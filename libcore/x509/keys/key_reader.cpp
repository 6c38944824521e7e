#include "x509/keys/key_reader.h"

#include <algorithm>

#include "digest/digest.h"
#include "x509/der/faults.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

constexpr const char* kTakenKeys = "pkit takes ec-p256, ec-p384, ec-p521, rsa-2048 to rsa-8192, rsa-pss and ed25519";

/// Keys that pkit does not take, by the names that their standards give them.
struct OtherAlgorithm {
  oid::Oid oid;
  const char* name;
  bool libcrypto_signs;  // so that a signature can be checked
};
constexpr OtherAlgorithm kOthers[] = {
    {"1.2.840.10040.4.1", "DSA", true},  // RFC 3279
    {"1.2.840.10046.2.1", "DH", false},
    {"1.3.101.110", "X25519", false},  // RFC 8410
    {"1.3.101.111", "X448", false},
    {"1.3.101.113", "Ed448", true},
    {"2.16.840.1.101.3.4.3.17", "ML-DSA-44", false},  // RFC 9881
    {"2.16.840.1.101.3.4.3.18", "ML-DSA-65", false},
    {"2.16.840.1.101.3.4.3.19", "ML-DSA-87", false},
    {"2.16.840.1.101.3.4.4.1", "ML-KEM-512", false},  // FIPS 203
    {"2.16.840.1.101.3.4.4.2", "ML-KEM-768", false},
    {"2.16.840.1.101.3.4.4.3", "ML-KEM-1024", false},
};

const OtherAlgorithm* find_other(const std::string& oid) {
  const auto found =
      std::find_if(std::begin(kOthers), std::end(kOthers), [&](const OtherAlgorithm& each) { return each.oid == oid; });
  return found == std::end(kOthers) ? nullptr : found;
}

}  // namespace

void KeyReader::add(Kind kind, const char* code, const std::string& what, std::size_t at, std::string hint) {
  faults.push_back({kind, code, "byte " + std::to_string(at), what, std::move(hint)});
}

void KeyReader::malformed(const char* code, const std::string& what, std::size_t at) {
  add(Kind::input, code, what, at, {});
}

void KeyReader::not_taken(const char* code, const std::string& what, std::size_t at, std::string hint) {
  add(Kind::denied, code, what, at, std::move(hint));
}

void KeyReader::identify(BytesView canonical) {
  const digest::Digest digest = digest::sha256(canonical);
  key.key_id_.assign(digest.begin(), digest.end());
  representable = true;
}

void KeyReader::read(BytesView spki, std::size_t offset) {
  der::Reader document(spki, offset);
  der::Reader fields = document.enter(der::kSequence, "SubjectPublicKeyInfo");
  if (!document.empty()) malformed("key.trailing", "bytes behind the public key", document.offset());
  der::Reader algorithm = fields.enter(der::kSequence, "algorithm of the public key");
  const der::Element bits = fields.expect(der::kBitString, "subjectPublicKey");
  if (!fields.empty()) malformed("key.trailing", "bytes behind subjectPublicKey", fields.offset());
  Parts parts{algorithm, der::oid(algorithm.expect(der::kOid, "algorithm of the public key")), {}, {}, 0};
  if (!algorithm.empty()) parts.parameters = algorithm.next();
  if (!algorithm.empty()) malformed("key.trailing", "bytes behind the key's parameters", algorithm.offset());
  parts.bits = der::bit_string(bits);
  parts.bits_offset = bits.content_offset() + 1;
  key.spki_.assign(spki.begin(), spki.end());
  key.key_bits_.assign(parts.bits.begin(), parts.bits.end());
  if (parts.oid == oid::kEcPublicKey) return read_ec(parts);
  if (parts.oid == oid::kRsaEncryption) return read_rsa(parts);
  if (parts.oid == oid::kRsaPss) return read_pss_key(parts);
  if (parts.oid == oid::kEd25519) return read_ed25519(parts);
  read_other(parts);
}

void KeyReader::read_other(const Parts& parts) {
  if (parts.parameters) der::check(parts.algorithm, *parts.parameters);
  const OtherAlgorithm* other = find_other(parts.oid);
  checkable = other && other->libcrypto_signs;
  const std::string name = other ? other->name : parts.oid;
  not_taken("key.algorithm", "key algorithm " + name + " is not taken", parts.bits_offset, kTakenKeys);
  name_other(name);
}

/// Of a request, what is not taken stays without a key.
void KeyReader::name_other(const std::string& name) {
  if (source != KeySource::certificate) return;
  key.type_ = KeyType::other;
  key.name_ = name;
  identify(key.spki_);
}

JudgedKey KeyReader::judged() && {
  JudgedKey out;
  out.faults = std::move(faults);
  const bool sound =
      std::none_of(out.faults.begin(), out.faults.end(), [](const Fault& f) { return f.kind == Kind::input; });
  out.checkable = sound && checkable;
  if (sound && representable) out.key = std::move(key);
  return out;
}

JudgedKey judge_key(BytesView spki, KeySource source, std::size_t offset, Oddities* seen) {
  KeyReader reader{source, seen, {}, false, false, {}};
  collect(reader.faults, [&] { reader.read(spki, offset); });
  return std::move(reader).judged();
}

}  // namespace pkit::x509
