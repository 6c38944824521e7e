#include "path/validator.h"

#include <algorithm>

#include "path/search.h"
#include "x509/libcrypto_path.h"

namespace pkit::path {

namespace {

x509::LibcryptoPurpose libcrypto_purpose(Purpose purpose) {
  switch (purpose) {
    case Purpose::client:
      return x509::LibcryptoPurpose::client;
    case Purpose::server:
      return x509::LibcryptoPurpose::server;
    case Purpose::email:
      return x509::LibcryptoPurpose::email;
    case Purpose::code:  // OpenSSL 3.0 knows no such purpose
    case Purpose::any:
      return x509::LibcryptoPurpose::any;
  }
  return x509::LibcryptoPurpose::any;
}

x509::LibcryptoQuestion libcrypto_question(const Question& q) {
  x509::LibcryptoQuestion question;
  question.purpose = libcrypto_purpose(q.purpose);
  question.policies = q.policies;
  question.explicit_policy = q.explicit_policy;
  question.inhibit_mapping = q.inhibit_mapping;
  question.inhibit_any = q.inhibit_any;
  question.check_policies = !q.policies.empty() || q.explicit_policy || q.inhibit_mapping || q.inhibit_any;
  return question;
}

std::vector<const x509::Certificate*> certificates(const Path& path) {
  std::vector<const x509::Certificate*> all;
  for (const Facts* facts : path) all.push_back(facts->certificate);
  return all;
}

/// What is made to cost much is not tried by another path.
bool is_costly(const Verdict& verdict) {
  return std::any_of(verdict.findings.begin(), verdict.findings.end(),
                     [](const Finding& finding) { return finding.rule == Rule::budget; });
}

void keep_path(const Path& path, Verdict& verdict) {
  verdict.path.clear();
  for (const Facts* facts : path) verdict.path.push_back(*facts->certificate);
}

/// What is known of CAs without a CRL.
void heed_known(const Path& path, const Question& question, Verdict& verdict) {
  if (!question.known_revoked) return;
  for (std::size_t at = 1; at + 1 < path.size(); ++at) {
    std::string why = question.known_revoked(*path[at]->certificate, *path[at + 1]->certificate);
    if (why.empty() || (at < verdict.statuses.size() && verdict.statuses[at].status == Status::revoked)) continue;
    verdict.findings.push_back({Rule::revoked, at, "", why});
    if (at < verdict.statuses.size()) verdict.statuses[at] = {Status::revoked, std::move(why)};
  }
}

/// What one question is answered by.
struct Grounds {
  const Index& index;
  Links& links;
  x509::LibcryptoJudge& libcrypto;
  ProfileCheck& profile;

  Verdict validate(const x509::Certificate& leaf, const Question& question);
  Verdict judged(const Path& path, const Question& question, Effort& effort, int nested);
  bool leads_to(const Facts& signer, const Facts& anchor, const Question& question, Effort& effort, int nested);
};

/// A CRL's signer is judged as a leaf, for no purpose and no name. Those that sign for signers of signers are not.
bool Grounds::leads_to(const Facts& signer, const Facts& anchor, const Question& question, Effort& effort, int nested) {
  constexpr int kMostNested = 2;
  if (nested >= kMostNested) return false;
  if (&signer == &anchor) return true;
  Question own;
  own.at = question.at;
  own.max_depth = question.max_depth;
  own.lenient = question.lenient;
  own.require_crl = question.require_crl == RequireCrl::all ? RequireCrl::all : RequireCrl::none;
  Search search(index, links, own, Budget{256, 64, 8}, effort);
  return search.run(signer, true, [&](const Path& path) {
    return path.back() == &anchor && judged(path, own, effort, nested + 1).accepted();
  });
}

Verdict Grounds::judged(const Path& path, const Question& question, Effort& effort, int nested) {
  Verdict verdict;
  verdict.complete = true;
  keep_path(path, verdict);
  Findings& findings = verdict.findings;
  check_basics(path, question, findings);
  if (!question.lenient) profile.check(path, findings);
  check_purpose(path, question, findings);
  check_names(path, question, findings);
  check_constraints(path, effort, findings);
  verdict.policies = check_policies(path, question, effort, findings);
  const Revocation revocation(index, links, question, effort, [&](const Facts& signer, const Facts& anchor) {
    return leads_to(signer, anchor, question, effort, nested);
  });
  verdict.statuses = revocation.check(path, findings);
  heed_known(path, question, verdict);
  // Whatever stopped for want of effort has not seen everything.
  if (effort.exhausted() && !is_costly(verdict))
    findings.push_back({Rule::budget, 0, "", "judging its path costs more than a certificate may"});
  if (!findings.empty()) return verdict;
  const std::string why = libcrypto.refuses(certificates(path), libcrypto_question(question));
  if (!why.empty()) findings.push_back({Rule::libcrypto, 0, "", "OpenSSL says: " + why});
  return verdict;
}

Verdict Grounds::validate(const x509::Certificate& leaf, const Question& question) {
  const Facts* trusted = index.anchor(leaf);
  const Facts own = trusted ? Facts() : facts_of(leaf, false);
  Effort effort;
  Search search(index, links, question, Budget(), effort);
  Verdict best;
  search.run(trusted ? *trusted : own, trusted != nullptr, [&](const Path& path) {
    Verdict verdict = judged(path, question, effort, 0);
    const bool ends = verdict.accepted() || is_costly(verdict);
    if (ends || !best.complete || verdict.findings.size() < best.findings.size()) best = std::move(verdict);
    return ends;
  });
  best.paths = search.paths();
  if (best.accepted()) return best;
  if (!best.complete) {
    keep_path(search.dead_end(), best);
    best.findings.push_back(search.dead_end_reason());
  }
  if (search.exhausted()) best.findings.push_back({Rule::budget, 0, "", "not every path was tried"});
  return best;
}

}  // namespace

struct Validator::Inner {
  explicit Inner(const Pool& pool) : index(pool) {}

  const Index index;
  Links links;
  x509::LibcryptoJudge libcrypto;
  ProfileCheck profile;
};

Validator::Validator(const Pool& pool) : inner_(std::make_unique<Inner>(pool)) {}
Validator::~Validator() = default;
Validator::Validator(Validator&&) noexcept = default;
Validator& Validator::operator=(Validator&&) noexcept = default;

Verdict Validator::validate(const x509::Certificate& leaf, const Question& question) {
  Inner& inner = *inner_;
  return Grounds{inner.index, inner.links, inner.libcrypto, inner.profile}.validate(leaf, question);
}

Verdict Validator::validate(const x509::Certificate& leaf, std::span<const x509::Certificate> beside,
                            const Question& question) {
  if (beside.empty()) return validate(leaf, question);
  const Index index(inner_->index, beside);
  Links links(inner_->links, beside);
  x509::LibcryptoJudge libcrypto;  // the other ones would keep every certificate that they were ever asked about
  ProfileCheck profile;
  return Grounds{index, links, libcrypto, profile}.validate(leaf, question);
}

}  // namespace pkit::path
