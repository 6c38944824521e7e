#include "bridge/trust.h"

#include "home/known_revocation.h"
#include "path/pool.h"
#include "path/validator.h"
#include "store/certificates.h"

namespace pkit::bridge {

const policy::Profile& profile_of(const Setup& setup, const realm::Realm& realm) {
  return setup.profiles.at(section_of_realm(realm.name));
}

path::Pool pool_of_realm(const ReadSession& session, const Setup& setup, const realm::Realm& realm) {
  const std::string& authority = profile_of(setup, realm).authority;
  std::vector<x509::Certificate> trusted = authority::read_issuers(setup.authorities.at(authority));
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& row : store::issuers::all(read))
      if (row.authority == authority) trusted.push_back(x509::parse_certificate(row.certificate));
  });
  return path::pool_of(std::move(trusted));
}

std::vector<Fault> trust_faults(const x509::Certificate& certificate, const path::Pool& pool, store::Reader& state,
                                Time at, Kind kind) {
  path::Question question;
  question.known_revoked = [&state](const x509::Certificate& ca, const x509::Certificate& issuer) {
    return known_revocation(state, ca, issuer);
  };
  question.at = at;
  question.lenient = true;
  const path::Verdict verdict = path::Validator(pool).validate(certificate, question);
  std::vector<Fault> faults;
  for (const path::Finding& finding : verdict.findings) {
    const path::RuleRow& row = path::row_of(finding.rule);
    const std::string of =
        finding.at == 0 ? "" : "of " + printable(verdict.path.at(finding.at).subject.text()) + " above it: ";
    faults.push_back({kind, row.code, finding.extension, of + finding.what + " (" + row.clause + ")", row.remedy});
  }
  if (faults.empty() && !verdict.accepted())
    faults.push_back({kind, path::row_of(path::Rule::issuer).code, "", "no path leads to the realm's authority", ""});
  return faults;
}

}  // namespace pkit::bridge
