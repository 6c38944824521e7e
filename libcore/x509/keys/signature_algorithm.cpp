// AlgorithmIdentifiers of signatures (RFC 5758, RFC 4055, RFC 8410): one row an algorithm.
#include <algorithm>

#include "x509/der.h"
#include "x509/der/faults.h"
#include "x509/key.h"
#include "x509/keys/pss.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

enum class Parameters { absent, null_or_absent, pss, any };

struct AlgorithmRow {
  oid::Oid oid;
  const char* word;
  const char* digest;
  Parameters parameters;
};
constexpr AlgorithmRow kAlgorithms[] = {
    {"1.2.840.10045.4.3.2", "ecdsa-sha256", "sha256", Parameters::absent},
    {"1.2.840.113549.1.1.11", "rsa-sha256", "sha256", Parameters::null_or_absent},
    {oid::kEd25519, "ed25519", "", Parameters::absent},
    {oid::kRsaPss, "rsa-pss", "", Parameters::pss},
    {"1.2.840.10045.4.3.3", "ecdsa-sha384", "sha384", Parameters::absent},
    {"1.2.840.10045.4.3.4", "ecdsa-sha512", "sha512", Parameters::absent},
    {"1.2.840.113549.1.1.12", "rsa-sha384", "sha384", Parameters::null_or_absent},
    {"1.2.840.113549.1.1.13", "rsa-sha512", "sha512", Parameters::null_or_absent},
    // read and checked, never taken
    {"1.2.840.10045.4.1", "ecdsa-sha1", "sha1", Parameters::absent},
    {"1.2.840.10045.4.3.1", "ecdsa-sha224", "sha224", Parameters::absent},
    {"1.2.840.113549.1.1.4", "rsa-md5", "md5", Parameters::null_or_absent},
    {"1.2.840.113549.1.1.5", "rsa-sha1", "sha1", Parameters::null_or_absent},
    {"1.3.14.3.2.29", "rsa-sha1", "sha1", Parameters::null_or_absent},
    {"1.2.840.113549.1.1.14", "rsa-sha224", "sha224", Parameters::null_or_absent},
};

const AlgorithmRow* find_row(const std::string& oid) {
  const auto found = std::find_if(std::begin(kAlgorithms), std::end(kAlgorithms),
                                  [&](const AlgorithmRow& row) { return row.oid == oid; });
  return found == std::end(kAlgorithms) ? nullptr : found;
}

constexpr const char* kParameters = "signature.parameters";

/// An ECDSA algorithm with NULL is none to the standard, and means the same to everybody.
void skip_null(const SignatureAlgorithm& algorithm, der::Reader& fields, Oddities* seen) {
  const auto null = fields.optional(der::kNull);
  if (!null) return;
  der::check(fields, *null);
  if (algorithm.word.starts_with("ecdsa-")) note(seen, Tolerance::ecdsa_with_null, null->offset);
}

void read_parameters(SignatureAlgorithm& algorithm, Parameters demanded, der::Reader fields, Oddities* seen) {
  const std::size_t at = fields.offset();
  if (demanded == Parameters::pss) {
    if (fields.empty()) der::fail(kParameters, "RSASSA-PSS signature without parameters", at);  // RFC 4055 3.1
    const PssParameters pss = read_pss_parameters(fields, fields.next(), kParameters);
    algorithm.digest = pss.digest;
    algorithm.mask_digest = pss.mask_digest;
    algorithm.salt = pss.salt;
    algorithm.word += "-" + pss.digest;
    algorithm.taken = pss.taken();
  } else if (demanded == Parameters::any) {
    if (!fields.empty()) der::check(fields, fields.next());
  } else {
    algorithm.taken = algorithm.digest.empty() || digest_taken(algorithm.digest);
    if (demanded == Parameters::null_or_absent || algorithm.word.starts_with("ecdsa-"))
      skip_null(algorithm, fields, seen);
    if (!fields.empty())
      der::fail(kParameters, "parameters that " + algorithm.word + " does not have", fields.offset());
  }
  fields.end("signatureAlgorithm");
}

/// RSASSA-PSS may be refused for the digest of MGF1 alone.
std::string not_taken(const SignatureAlgorithm& algorithm) {
  std::string name = algorithm.word;
  if (!algorithm.mask_digest.empty() && algorithm.mask_digest != algorithm.digest)
    name += " with MGF1 over " + algorithm.mask_digest;
  return "signature algorithm " + name + " is not taken";
}

}  // namespace

SignatureAlgorithm read_signature_algorithm(BytesView der, std::vector<Fault>& faults, std::size_t offset,
                                            Oddities* seen) {
  SignatureAlgorithm algorithm;
  algorithm.der.assign(der.begin(), der.end());
  const bool sound = collect(faults, [&] {
    der::Reader document(der, offset);
    der::Reader fields = document.enter(der::kSequence, "signatureAlgorithm");
    document.end("signatureAlgorithm");
    algorithm.oid = der::oid(fields.expect(der::kOid, "signature algorithm"));
    const AlgorithmRow* row = find_row(algorithm.oid);
    algorithm.word = row ? row->word : algorithm.oid;
    algorithm.digest = row ? row->digest : "";
    read_parameters(algorithm, row ? row->parameters : Parameters::any, fields, seen);
  });
  if (!sound) algorithm.taken = false;
  if (sound && !algorithm.taken) {
    faults.push_back({Kind::denied, "signature.algorithm", "byte " + std::to_string(offset), not_taken(algorithm),
                      "sign with SHA-256 or better"});
  }
  return algorithm;
}

}  // namespace pkit::x509
