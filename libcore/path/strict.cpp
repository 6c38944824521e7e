// The profile for issuing (RFC 5280 4), as far as the strict stance demands it of what others issued.
#include <algorithm>
#include <string_view>

#include "path/checks.h"
#include "x509/lint.h"
#include "x509/oid.h"

namespace pkit::path {

namespace {

bool is_strict(std::string_view code) {
  const auto codes = strict_lint_codes();
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// A CA's certificate without an identifier cannot be told from another of the same name (4.2.1.2).
void check_key_id(const Facts& facts, std::size_t at, Findings& findings) {
  if (facts.certificate->is_ca == true && facts.certificate->subject_key_id.empty())
    findings.push_back(
        {Rule::profile, at, "subjectKeyIdentifier", "a CA without a subject key identifier", "RFC 5280 4.2.1.2"});
}

/// "If the subject field contains an empty sequence, ... subjectAltName ... MUST [be marked] critical" (4.2.1.6).
void check_san(const Facts& facts, std::size_t at, Findings& findings) {
  const x509::Extension* san = facts.certificate->extension(x509::oid::kSubjectAltName);
  if (san && facts.certificate->subject.empty() && !san->critical)
    findings.push_back(
        {Rule::profile, at, "subjectAltName", "it is not critical although the subject is empty", "RFC 5280 4.2.1.6"});
}

/// "www.example.com", and not ".example.com" as of URIs and mailboxes.
void check_dotted(const Facts& facts, std::size_t at, Findings& findings) {
  if (!facts.name_constraints) return;
  const auto dotted = [](const x509::GeneralName& tree) {
    return tree.form == x509::NameForm::dns && tree.text.starts_with('.');
  };
  const auto& [permitted, excluded] = *facts.name_constraints;
  if (std::any_of(permitted.begin(), permitted.end(), dotted) || std::any_of(excluded.begin(), excluded.end(), dotted))
    findings.push_back(
        {Rule::profile, at, "nameConstraints", "a dNSName subtree begins with a dot", "RFC 5280 4.2.1.10"});
}

Findings profile_findings(const Facts& facts, std::size_t at) {
  Findings findings;
  for (const Fault& fault : x509::lint(*facts.certificate))
    if (is_strict(fault.code))
      findings.push_back({Rule::profile, at, "", fault.what + " [" + fault.code + "]", fault.where});
  check_key_id(facts, at, findings);
  check_san(facts, at, findings);
  check_dotted(facts, at, findings);
  return findings;
}

}  // namespace

void ProfileCheck::check(const Path& path, Findings& findings) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    Findings own;
    if (i == 0) {
      own = profile_findings(*path[i], i);
    } else {
      const auto known = known_.find(path[i]->certificate);
      own = known != known_.end() ? known->second
                                  : known_.emplace(path[i]->certificate, profile_findings(*path[i], i)).first->second;
    }
    for (Finding& finding : own) {
      finding.at = i;  // the same CA may be at another place of another path
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace pkit::path
