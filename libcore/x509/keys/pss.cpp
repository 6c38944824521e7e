#include "x509/keys/pss.h"

#include <algorithm>

#include "x509/oid.h"

namespace pkit::x509 {

namespace {

constexpr std::int64_t kMaxSalt = 1024;  // the octets of the longest modulus that is read

struct PssDigestRow {
  oid::Oid oid;
  const char* word;
  int octets;
  bool taken;
};
constexpr PssDigestRow kPssDigestRows[] = {
    {oid::kSha256, "sha256", 32, true},  {oid::kSha384, "sha384", 48, true}, {oid::kSha512, "sha512", 64, true},
    {oid::kSha224, "sha224", 28, false}, {oid::kSha1, "sha1", 20, false},    {"1.2.840.113549.2.5", "md5", 16, false}};

/// RFC 4055 2.1: the parameters of a digest may be NULL or absent.
std::string read_pss_digest(der::Reader fields) {
  const std::string oid = der::oid(fields.expect(der::kOid, "digest"));
  if (const auto null = fields.optional(der::kNull)) der::check(fields, *null);
  fields.end("digest");
  return digest_word(oid);
}

std::string read_mask(der::Reader fields, const char* code) {
  const der::Element function = fields.expect(der::kOid, "mask function");
  if (der::oid(function) != oid::kMgf1) der::fail(code, "mask function is not MGF1", function.offset);
  std::string digest = read_pss_digest(fields.enter(der::kSequence, "digest of MGF1"));
  fields.end("mask function");
  return digest;
}

}  // namespace

bool PssParameters::taken() const { return digest_taken(digest) && digest == mask_digest; }

bool PssParameters::fit(int bits) const { return (bits - 1 + 7) / 8 >= digest_octets(digest) + salt + 2; }

PssParameters read_pss_parameters(const der::Reader& parent, const der::Element& e, const char* code) {
  if (e.tag != der::kSequence) der::fail(code, "RSASSA-PSS parameters are no SEQUENCE", e.offset);
  PssParameters parameters;
  der::Reader fields = parent.inside(e);
  if (const auto hash = fields.optional(der::context(0, true))) {
    der::Reader inner = fields.inside(*hash);
    parameters.digest = read_pss_digest(inner.enter(der::kSequence, "digest"));
    inner.end("hashAlgorithm");
  }
  if (const auto mask = fields.optional(der::context(1, true))) {
    der::Reader inner = fields.inside(*mask);
    parameters.mask_digest = read_mask(inner.enter(der::kSequence, "mask function"), code);
    inner.end("maskGenAlgorithm");
  }
  const auto number = [&](int tag, std::int64_t otherwise) {
    const auto wrapped = fields.optional(der::context(tag, true));
    if (!wrapped) return otherwise;
    der::Reader inner = fields.inside(*wrapped);
    const std::int64_t n = der::small_integer(inner.expect(der::kInteger, "INTEGER"));
    inner.end("INTEGER");
    return n;
  };
  const std::int64_t salt = number(2, parameters.salt);
  if (salt < 0 || salt > kMaxSalt) der::fail(code, "salt length is out of range", e.offset);
  if (number(3, 1) != 1) der::fail(code, "trailer field is not 1", e.offset);
  fields.end("RSASSA-PSS parameters");
  parameters.salt = static_cast<int>(salt);
  return parameters;
}

std::string digest_word(const std::string& oid) {
  for (const PssDigestRow& row : kPssDigestRows) {
    if (row.oid == oid) return row.word;
  }
  return oid;
}

int digest_octets(const std::string& word) {
  for (const PssDigestRow& row : kPssDigestRows) {
    if (word == row.word) return row.octets;
  }
  return 0;
}

bool digest_taken(const std::string& word) {
  return std::any_of(std::begin(kPssDigestRows), std::end(kPssDigestRows),
                     [&](const PssDigestRow& row) { return row.taken && word == row.word; });
}

}  // namespace pkit::x509
