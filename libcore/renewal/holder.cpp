#include "renewal/holder.h"

#include <algorithm>
#include <cstring>

#include "decision/in_force.h"
#include "digest/digest.h"
#include "lifecycle/kinds.h"
#include "store/renewals.h"
#include "x509/certificate.h"

namespace pkit {

namespace {

constexpr Duration kMonth = 30LL * 24 * 3600 * 1000;

const PrincipalKind& kind_named(const std::string& name) {
  for (const PrincipalKind* kind : principal_kinds())
    if (name == kind->name) return *kind;
  throw Error(Kind::state, "store.corrupt", "there is no kind of principal '" + printable(name) + "'", "pkit doctor");
}

[[noreturn]] void refuse(const char* code, const std::string& what, const std::string& hint) {
  throw Error(Kind::authentication, code, what, hint);
}

}  // namespace

Holder find_holder(const ReadSession& session, const store::Certificate& certificate) {
  Holder holder{certificate, {}, nullptr, nullptr};
  session.state.read([&](store::Read& read) {
    const auto principal = store::principals::find(read, certificate.principal);
    if (!principal) return;
    holder.principal = *principal;
    holder.kind = &kind_named(principal->kind);
    holder.part = holder.kind->read_part(read, principal->id);
  });
  if (!holder.kind) throw Error(Kind::state, "store.corrupt", certificate.id + " belongs to nobody", "pkit doctor");
  return holder;
}

Holder find_holder(const ReadSession& session, const std::optional<std::string>& content) {
  if (!content)
    throw Error(Kind::usage, "option.missing", "option --cert is missing", "give the certificate that is held");
  const x509::Certificate given = x509::first_certificate(*content, "--cert");
  const digest::Digest fingerprint = digest::sha256(given.der);
  std::optional<store::Certificate> found;
  session.state.read([&](store::Read& read) {
    found = store::certificates::find_by_fingerprint(read, {fingerprint.begin(), fingerprint.end()});
  });
  if (!found) refuse("certificate.unknown", "this home did not issue the certificate", "give one that pkit show knows");
  return find_holder(session, *found);
}

void require_not_ended(const Caller& caller) { require_not_revoked(*caller.replaced); }

void require_admitted(const Holder& holder, const Door& door) {
  if (!holder.principal.enabled) refuse("account.disabled", holder.principal.name + " is disabled", "ask its operator");
  const Admission& row = admission(*holder.kind, holder.principal.state, door);
  if (!row.admitted) throw Error(row.refusal, row.code, holder.principal.name + " " + row.why, row.hint);
}

store::Certificate certificate_now(const ReadSession& session, const std::string& id) {
  std::optional<store::Certificate> certificate;
  session.state.read([&](store::Read& read) { certificate = store::certificates::find(read, id); });
  if (!certificate) throw Error(Kind::state, "store.corrupt", "there is no certificate " + id, "pkit doctor");
  return *certificate;
}

store::Certificate newest_of(const ReadSession& session, const store::Certificate& certificate) {
  store::Certificate newest;
  session.state.read([&](store::Read& read) { newest = store::renewals::newest(read, certificate); });
  return newest;
}

Time due_at(const store::Certificate& certificate, const policy::Profile& profile) {
  const Duration life = certificate.not_after - certificate.not_before;
  return certificate.not_after - profile.renew_within.value_or(std::min(kMonth, life / 3));
}

Time due_at(const store::Certificate& certificate, const policy::Profile& profile, const CutOff& cut_off, Time now) {
  const Time due = due_at(certificate, profile);
  if (due <= now || !cut_off.any() || cut_off.why(x509::parse_certificate(certificate.der)).empty()) return due;
  return now;
}

Intake intake_of(const Holder& holder, const Door& door, x509::Csr csr, Time now) {
  Intake intake;
  intake.kind = holder.kind;
  intake.door = &door;
  intake.now = now;
  intake.client_machine = holder.principal.name;
  intake.principal = holder.principal.id;
  if (holder.part) intake.claims = holder.kind->claims(*holder.part);
  intake.profile = holder.certificate.profile;
  intake.replaces = holder.certificate.id;
  intake.csr = std::move(csr);
  return intake;
}

}  // namespace pkit
