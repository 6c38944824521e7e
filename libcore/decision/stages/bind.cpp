#include "decision/bind.h"

#include "store/authorities.h"
#include "store/intents.h"
#include "store/metadata.h"
#include "store/renewals.h"

namespace pkit {

namespace {

void write_principal(store::Write& write, const PrincipalKind& kind, const Bound& bound) {
  if (bound.principal && bound.principal_is_new)
    store::principals::insert(write, *bound.principal);
  else if (bound.principal)
    require_written(store::principals::update(write, *bound.principal), bound.principal->id);
  if (bound.part) kind.bind(write, *bound.part, bound.principal_is_new);
}

void write_registrations(store::Write& write, const Bound& bound) {
  if (bound.registration && bound.registration_is_new)
    store::registrations::insert(write, *bound.registration);
  else if (bound.registration)
    require_written(store::registrations::update(write, *bound.registration), bound.registration->id);
  for (const store::RegistrationMark& other : bound.others)
    require_written(store::registrations::move(write, other), other.id);
}

/// An authority that was retired since it signed gives nothing out.
void require_unretired(store::Write& write, const std::string& authority) {
  const auto row = store::authorities::find(write, authority);
  if (row && row->retired_at)
    throw Error(Kind::conflict, "state.changed", "authority '" + authority + "' was retired meanwhile");
}

/// The issuer as this transaction has found or made it: those of a group mostly have one.
struct KnownIssuer {
  store::Issuer row;
};

/// The id of its row, with which it is there.
std::string known_issuer(store::Write& write, const store::Issuer& issuer) {
  std::optional<KnownIssuer>& last = write.noted<KnownIssuer>();
  if (last && last->row.authority == issuer.authority && last->row.certificate == issuer.certificate)
    return last->row.id;
  require_unretired(write, issuer.authority);
  const auto known = store::issuers::find_by_certificate(write, issuer.certificate);
  if (!known) store::issuers::insert(write, issuer);
  last = KnownIssuer{issuer};
  if (known) last->row.id = known->id;
  return last->row.id;
}

void write_certificate(store::Write& write, Bound& bound) {
  if (bound.certificate) {
    bound.certificate->issuer = known_issuer(write, *bound.issuer);
    store::certificates::insert(write, *bound.certificate);
    if (!bound.replaces.empty()) store::renewals::insert(write, bound.certificate->id, bound.replaces);
    for (const auto& [field, value] : bound.metadata.applied.members())
      store::metadata::set(write, bound.certificate->id, field, value.as_text());
    if (!bound.intent.empty()) require_written(store::intents::bind(write, bound.intent), bound.intent);
  }
  if (bound.publication) store::publications::insert(write, *bound.publication);
  if (bound.kept) store::kept_keys::insert(write, *bound.kept);
  for (const store::Certificate& c : bound.revoked)
    require_written(store::certificates::revoke(write, c.id, c.version, {bound.now, bound.revocation_reason}), c.id);
}

void write_rows(store::Write& write, const PrincipalKind& kind, Bound& bound) {
  write_principal(write, kind, bound);
  write_registrations(write, bound);
  write_certificate(write, bound);
}

/// Each registration that was written knows the event that tells of it.
void tell_registrations(store::Write& write, const Bound& bound, std::span<const std::int64_t> sequences) {
  for (std::size_t i = 0; i < sequences.size(); ++i)
    if (bound.events[i].kind.starts_with("registration.") && sequences[i] != 0)
      store::registrations::told_by(write, bound.events[i].subject, sequences[i]);
}

}  // namespace

const Change& to_commit(const Intake& intake, const Caller& caller, Bound& bound) {
  const PrincipalKind& kind = *caller.kind;
  bound.still_so = [&](store::Read& read) {
    return same_state(caller, authenticate(read, intake)) &&
           (!kind.still_so || !bound.part || kind.still_so(read, *bound.part));
  };
  bound.rows = [&](store::Write& write) { write_rows(write, kind, bound); };
  bound.told = [&](store::Write& write, std::span<const std::int64_t> events) {
    tell_registrations(write, bound, events);
  };
  return bound;
}

}  // namespace pkit
