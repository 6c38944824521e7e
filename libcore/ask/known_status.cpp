// What a home's state knows of a certificate that it issued or took over: its own revocations need no CRL.
#include "ask/validate_certificate.h"
#include "digest/digest.h"
#include "home/known_revocation.h"
#include "store/certificates.h"
#include "store/crls.h"

namespace pkit {

namespace {

path::StatusOf revoked(Time at, const std::string& reason) {
  return {path::Status::revoked, "it was revoked at " + print_time(at) + ": " + reason};
}

/// Nothing where the state does not know the certificate.
std::optional<path::StatusOf> known_status(store::Read& read, const path::Verdict& verdict) {
  const x509::Certificate& leaf = verdict.path.front();
  const digest::Digest fingerprint = digest::sha256(leaf.der);
  if (const auto row = store::certificates::find_by_fingerprint(read, {fingerprint.begin(), fingerprint.end()}))
    return row->revoked_at ? revoked(*row->revoked_at, row->revocation_reason) : path::StatusOf{path::Status::good, ""};
  if (verdict.path.size() < 2) return std::nullopt;
  const auto foreign = store::crls::find_foreign(read, to_hex(verdict.path[1].key.key_id()), leaf.serial);
  if (foreign) return revoked(foreign->at, foreign->reason);
  return std::nullopt;
}

}  // namespace

path::Question heeding(path::Question question, store::Reader& state) {
  question.known_revoked = [&state](const x509::Certificate& ca, const x509::Certificate& issuer) {
    return known_revocation(state, ca, issuer);
  };
  return question;
}

void heed_state(store::Reader& state, path::Verdict& verdict) {
  std::optional<path::StatusOf> known;
  state.read([&](store::Read& read) { known = known_status(read, verdict); });
  if (!known) return;
  if (verdict.statuses.empty()) verdict.statuses.emplace_back();
  path::StatusOf& status = verdict.statuses.front();
  if (status.status == path::Status::revoked) return;  // a CRL says so
  if (known->status == path::Status::revoked)
    verdict.findings.push_back({path::Rule::revoked, 0, "", known->why});
  else if (status.status != path::Status::not_asked)
    return;  // a CRL was asked for, and does not know
  status = std::move(*known);
}

}  // namespace pkit
