// Times, versions, keys, digests, what makes a CA, path lengths, critical extensions (RFC 5280 6.1.3, 6.1.4).
#include <algorithm>
#include <set>

#include "path/checks.h"
#include "x509/oid.h"

namespace pkit::path {

namespace {

namespace oid = x509::oid;

/// Both ends count (4.1.2.5).
void check_times(const x509::Certificate& c, std::size_t at, Time now, Findings& findings) {
  if (now < c.not_before) findings.push_back({Rule::not_yet, at, "", "it is valid from " + print_time(c.not_before)});
  if (now > c.not_after) findings.push_back({Rule::expired, at, "", "it was valid until " + print_time(c.not_after)});
}

/// Nobody asks by what a trust anchor itself is signed.
void check_strength(const Facts& facts, std::size_t at, Findings& findings) {
  const x509::Certificate& c = *facts.certificate;
  if (!c.key_taken) findings.push_back({Rule::key, at, "", "its key, " + c.key.word() + ", is too weak"});
  if (!facts.anchor && !c.signature_algorithm.taken)
    findings.push_back({Rule::digest, at, "", "it is signed with " + c.signature_algorithm.word});
}

/// Every extension that the checks of this room, or the reader, apply.
bool is_applied(const std::string& extension) {
  static const std::set<std::string_view> applied = {
      oid::kBasicConstraints,       oid::kKeyUsage,          oid::kExtendedKeyUsage,    oid::kSubjectAltName,
      oid::kSubjectKeyIdentifier,   oid::kIssuerAltName,     oid::kCertificatePolicies, oid::kNameConstraints,
      oid::kAuthorityKeyIdentifier, oid::kPolicyConstraints, oid::kPolicyMappings,      oid::kInhibitAnyPolicy,
      oid::kCrlDistributionPoints,  oid::kFreshestCrl};
  return applied.contains(extension);
}

void check_extensions(const Facts& facts, std::size_t at, Findings& findings) {
  for (const x509::Extension& e : facts.certificate->extensions)
    if (e.critical && !is_applied(e.oid))
      findings.push_back({Rule::critical, at, extension_name(e.oid), "it has a critical extension that is not known"});
  for (const auto& [extension, why] : facts.malformed) findings.push_back({Rule::malformed, at, extension, why});
}

/// What restricts the paths below a CA means nothing in a leaf, and whoever passes over it may pass over more.
void check_leaf(const Facts& leaf, Findings& findings) {
  if (leaf.certificate->is_ca == true) return;
  for (const oid::Oid each :
       {oid::kNameConstraints, oid::kPolicyConstraints, oid::kPolicyMappings, oid::kInhibitAnyPolicy})
    if (leaf.has(each)) findings.push_back({Rule::leaf_extension, 0, extension_name(each), "it is no CA's"});
}

/// RFC 9608 2 and 3: not in a CA's certificate, never critical, beside nothing that says where to ask.
void check_no_revocation(const Facts& facts, std::size_t at, Findings& findings) {
  const x509::Extension* extension = facts.certificate->extension(oid::kNoRevocation);
  if (!extension) return;
  const auto add = [&](const char* what) { findings.push_back({Rule::no_revocation, at, "noRevAvail", what}); };
  if (facts.certificate->is_ca == true) add("it is a CA's");
  if (extension->critical) add("it is critical");
  if (facts.has(oid::kCrlDistributionPoints) || facts.has(oid::kFreshestCrl) || !facts.certificate->ocsp_urls.empty())
    add("it stands beside a place to ask for the status");
}

void check_issuer(const Facts& facts, std::size_t at, bool lenient, Findings& findings) {
  const x509::Certificate& c = *facts.certificate;
  const bool old_anchor = c.version == 1 && facts.anchor && lenient;
  if (c.is_ca != true && !old_anchor)
    findings.push_back({Rule::not_ca, at, "basicConstraints", "it is no CA's certificate"});
  if (!c.may("keyCertSign")) findings.push_back({Rule::key_usage, at, "keyUsage", "its key may not sign certificates"});
}

/// 6.1.4 (l), (m): self-issued certificates do not count, nor does the leaf.
void check_lengths(const Path& path, Findings& findings) {
  int below = 0;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const std::optional<int> most = path[i]->certificate->path_length;
    if (most && below > *most)
      findings.push_back(
          {Rule::path_length, i, "basicConstraints",
           "it permits " + std::to_string(*most) + " CAs below it, and there are " + std::to_string(below)});
    if (!path[i]->self_issued()) ++below;
  }
}

}  // namespace

void check_basics(const Path& path, const Question& question, Findings& findings) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    check_times(*path[i]->certificate, i, question.at, findings);
    check_strength(*path[i], i, findings);
    check_extensions(*path[i], i, findings);
    check_no_revocation(*path[i], i, findings);
    if (i > 0) check_issuer(*path[i], i, question.lenient, findings);
  }
  check_leaf(*path.front(), findings);
  check_lengths(path, findings);
}

}  // namespace pkit::path
