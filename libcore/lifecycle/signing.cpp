#include "lifecycle/signing.h"

#include "lifecycle/authority_files.h"
#include "lifecycle/grant.h"

namespace pkit::lifecycle {

namespace {

/// The authority's failure is an answer here and not an end: the decision stands without a certificate (X5).
template <class Fn>
std::optional<Error> failure_of(Fn&& fn) {
  try {
    fn();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

std::shared_ptr<authority::Authority> open(Session& session, Grounds& grounds, const std::string& name, Time now,
                                           bool rehearsal) {
  require_signing(session, name, rehearsal);
  return grounds.authorities.open(grounds.setup.authorities.at(name), now);
}

}  // namespace

Signing sign_leaf(Session& session, Grounds& grounds, const Verdict& verdict, const Checked& checked, Time now,
                  bool rehearsal) {
  Signing signing;
  signing.authority = checked.profile().authority;
  std::shared_ptr<authority::Authority> authority;
  signing.failure = failure_of([&] { authority = open(session, grounds, signing.authority, now, rehearsal); });
  if (signing.failure) return signing;
  signing.issuer = authority->issuer();
  signing.chain = authority->chain();
  Checked bounded = checked;
  bounded.limit(signing.issuer.not_after, signing.warnings);
  authority::Mandate mandate = grant(verdict, std::move(bounded));
  const Bytes serial = authority::new_serial(session.world, now);
  signing.failure = failure_of([&] {
    signing.leaf = rehearsal ? authority->rehearse(std::move(mandate), serial).certificate
                             : authority->sign(std::move(mandate), serial).certificate;
  });
  return signing;
}

}  // namespace pkit::lifecycle
