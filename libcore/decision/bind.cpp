#include "decision/bind.h"

#include "setup/setup.h"
#include "store/authorities.h"
#include "store/intents.h"

namespace pkit {

namespace {

void require(bool written, const std::string& id) {
  if (!written) throw Error(Kind::conflict, "state.changed", id + " was changed meanwhile", "try again");
}

void write_principal(store::Write& write, const PrincipalKind& kind, const Bound& bound) {
  if (bound.principal && bound.principal_is_new)
    store::principals::insert(write, *bound.principal);
  else if (bound.principal)
    require(store::principals::update(write, *bound.principal), bound.principal->id);
  kind.bind(write, bound);
}

void write_registrations(store::Write& write, const Bound& bound) {
  if (bound.registration && bound.registration_is_new)
    store::registrations::insert(write, *bound.registration);
  else if (bound.registration)
    require(store::registrations::update(write, *bound.registration), bound.registration->id);
  for (const store::Registration& other : bound.others) require(store::registrations::update(write, other), other.id);
}

/// An authority that was retired since it signed gives nothing out.
void require_unretired(store::Write& write, const std::string& authority) {
  const auto row = store::authorities::find(write, authority);
  if (row && row->retired_at)
    throw Error(Kind::conflict, "state.changed", "authority '" + authority + "' was retired meanwhile");
}

void write_certificate(store::Write& write, Bound& bound) {
  if (bound.certificate) {
    require_unretired(write, bound.issuer->authority);
    const auto known = store::issuers::find_by_certificate(write, bound.issuer->certificate);
    if (known)
      bound.certificate->issuer = known->id;
    else
      store::issuers::insert(write, *bound.issuer);
    store::certificates::insert(write, *bound.certificate);
    if (!bound.intent.empty()) require(store::intents::bind(write, bound.intent), bound.intent);
  }
  if (bound.publication) store::publications::insert(write, *bound.publication);
  for (const store::Certificate& c : bound.revoked)
    require(store::certificates::revoke(write, c.id, c.version, bound.now, bound.revocation_reason), c.id);
}

}  // namespace

void write_bound(store::Write& write, const PrincipalKind& kind, Bound& bound) {
  write_principal(write, kind, bound);
  write_registrations(write, bound);
  write_certificate(write, bound);
  write_change(write, bound);
}

std::vector<bool> commit_together(Session& session, const std::string& setup_sha256, std::vector<Binding>& bindings) {
  std::vector<bool> written(bindings.size(), false);
  if (!setup_sha256.empty() && setup_digest(session.home) != setup_sha256) return written;
  session.database.write([&](store::Write& write) {
    for (std::size_t i = 0; i < bindings.size(); ++i) {
      const auto& [intake, caller, bound] = bindings[i];
      written[i] = same_state(caller, caller.kind->authenticate(write, intake));
      if (written[i]) write_bound(write, *caller.kind, bound);
    }
  });
  return written;
}

bool commit(Session& session, const std::string& setup_sha256, const Intake& intake, const Caller& caller,
            Bound& bound) {
  std::vector<Binding> one{{intake, caller, bound}};
  return commit_together(session, setup_sha256, one).front();
}

}  // namespace pkit
