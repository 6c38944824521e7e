#include "decision/signing.h"

#include "authority/constraints.h"
#include "ca/authority_files.h"
#include "decision/orders/order.h"
#include "decision/stages/grant.h"

namespace pkit {

namespace {

/// The authority's failure is an answer here and not an end: the decision stands without a certificate (X5). A failure
/// of the state is none of the authority's: nothing was decided then.
template <class Fn>
std::optional<Error> failure_of(Fn&& fn) {
  try {
    fn();
  } catch (const Error& error) {
    if (error.code().starts_with("store.")) throw;
    return error;
  }
  return std::nullopt;
}

OpenAuthority open(Session& session, Grounds& grounds, const std::string& name, Time now, bool rehearsal) {
  require_signing(session, name, rehearsal);
  return grounds.authorities.open(grounds.setup.authorities.at(name), grounds.setup.adapters, now);
}

/// A renewal put other files in place between our reading of the certificate and of the key.
bool was_renewed(Session& session, const authority::AuthorityConfig& config, const authority::Authority& opened) {
  const Fd lock = lock_authorities(session);
  finish_authority(session, config.name);
  return authority::read_issuers(config).front().der != opened.issuer().der;
}

void sign_here(Session& session, authority::Signer& signer, authority::Mandate mandate, Time now, bool rehearsal,
               Signing& signing) {
  const Bytes serial = authority::new_serial(session.world, now);
  signing.failure = failure_of([&] {
    signing.leaf = rehearsal ? signer.rehearse(std::move(mandate), serial).certificate
                             : signer.sign(std::move(mandate), serial).certificate;
  });
}

/// An answer may come long after this command, and a key that it made would be gone by then.
void require_kept_key(const Intake& intake, const authority::Gateway& gateway) {
  if (!intake.key_is_new) return;
  throw Error(Kind::usage, "gateway.new_key",
              "authority '" + gateway.name() + "' is another CA's, which may answer when a new key is gone already",
              "make a key and a CSR of your own, then: pkit issue --csr FILE");
}

void sign_elsewhere(Session& session, const authority::Gateway& gateway, authority::Mandate mandate,
                    const ToSign& request, bool rehearsal, Signing& signing) {
  require_kept_key(request.intake, gateway);
  const Ordering ordering{request.intake, request.caller, request.checked.profile().name};
  Ordered ordered = rehearsal ? rehearse_order(session, gateway, std::move(mandate), ordering)
                              : order_leaf(session, gateway, std::move(mandate), ordering);
  signing.leaf = std::move(ordered.leaf);
  signing.failure = std::move(ordered.failure);
  signing.stale = ordered.stale;
  signing.intent = std::move(ordered.intent);
  signing.calls = std::move(ordered.calls);
}

}  // namespace

std::vector<Fault> names_refused(Session& session, Grounds& grounds, const Checked& checked, Time now, bool rehearsal) {
  OpenAuthority opened;
  if (failure_of([&] { opened = open(session, grounds, checked.profile().authority, now, rehearsal); })) return {};
  return authority::faults_of_names(checked.fields(), opened.authority().chain());
}

Signing sign_leaf(Session& session, Grounds& grounds, const ToSign& request, bool rehearsal) {
  const Time now = request.intake.now;
  Signing signing;
  signing.authority = request.checked.profile().authority;
  OpenAuthority opened;
  signing.failure = failure_of([&] { opened = open(session, grounds, signing.authority, now, rehearsal); });
  if (signing.failure) return signing;
  signing.opened = opened;
  if (request.caller.kind->gateway) {
    if (auto asked = request.caller.kind->gateway(session, grounds.setup, request.intake, opened.authority()))
      opened = {nullptr, asked};
  }
  Checked bounded = request.checked;
  bounded.limit(signing.issuer().not_after, signing.warnings);
  authority::Mandate mandate = grant(request.verdict, std::move(bounded));
  if (opened.gateway)
    sign_elsewhere(session, *opened.gateway, std::move(mandate), request, rehearsal, signing);
  else
    sign_here(session, *opened.signer, std::move(mandate), now, rehearsal, signing);
  if (signing.failure && signing.failure->code() == "authority.key" &&
      was_renewed(session, grounds.setup.authorities.at(signing.authority), opened.authority())) {
    grounds.authorities.forget(signing.authority);
    signing.stale = true;
  }
  return signing;
}

}  // namespace pkit
