// renew: the same key, the same names, a later end. What chain or profile refuse leaves the former certificate as it
// is.
#include <algorithm>
#include <set>

#include "ca/cut_off.h"
#include "change/claim.h"
#include "decision/pipeline.h"
#include "decision/present.h"
#include "digest/digest.h"
#include "renewal/holder.h"
#include "renewal/operations.h"
#include "renewal/shapes.h"
#include "view/views.h"

namespace pkit {

namespace {

std::set<std::string> names_in_lower_case(const std::vector<std::string>& names) {
  std::set<std::string> lowered;
  for (const std::string& name : names) lowered.insert(lower(name));
  return lowered;
}

/// C18: who asks for other names, or over another key, does not ask for a renewal.
void require_same(const x509::Csr& csr, const store::Certificate& former) {
  if (to_hex(csr.key.key_id()) != former.key_id)
    throw Error(Kind::authentication, "renew.key",
                "the CSR is over another key than certificate " + to_hex(former.serial),
                "for another key: pkit rotate-key");
  const x509::Certificate certificate = x509::parse_certificate(former.der);
  const auto had = names_in_lower_case(names_of(certificate.subject, certificate.sans));
  const auto asked = names_in_lower_case(names_of(csr.subject, csr.sans));
  if (had == asked) return;
  std::vector<Fault> faults;
  for (const std::string& name : asked)
    if (!had.count(name)) faults.push_back({Kind::denied, "renew.names", name, "the certificate does not have it", ""});
  for (const std::string& name : had)
    if (!asked.count(name)) faults.push_back({Kind::denied, "renew.names", name, "the CSR does not ask for it", ""});
  throw error_of("a renewal keeps the names", std::move(faults));
}

const policy::Profile& profile_of(const Grounds& grounds, const store::Certificate& certificate) {
  const auto found = grounds.setup.profiles.find(certificate.profile);
  if (found == grounds.setup.profiles.end())
    throw Error(Kind::config, "profile.missing",
                "pkit.yaml has no profile '" + printable(certificate.profile) + "', by which certificate " +
                    to_hex(certificate.serial) + " was issued",
                "bring it back, or let the holder register anew");
  return found->second;
}

void add_due(Value& data, Time due, Time now, bool renewed) {
  data.set("renewed", renewed);
  data.set("due", now >= due);
  data.set("dueAt", print_time(due));
}

/// The newest of the lineage, as it is.
Outcome present_newest(const ReadSession& session, const Holder& holder, const store::Certificate& newest, Time now) {
  Outcome outcome = present_issued(session, *holder.kind, newest, holder.principal, now);
  if (holder.part) outcome.data.set(holder.kind->name, holder.kind->view(holder.principal, *holder.part));
  return outcome;
}

Outcome not_due(const ReadSession& session, const RenewRequest& request, const Holder& holder,
                const store::Certificate& newest, Time due, Time now) {
  Outcome outcome = present_newest(session, holder, newest, now);
  add_due(outcome.data, due, now, false);
  if (request.check)
    outcome.error = Error(Kind::not_due, "renew.not_due",
                          "certificate " + to_hex(newest.serial) + " is to be renewed from " + print_time(due));
  return outcome;
}

/// One try. Nothing where something that it relied on changed before it could be bound.
std::optional<Outcome> renew_once(Session& session, const RenewRequest& request, Holder holder, const x509::Csr& csr,
                                  Time now) {
  Grounds grounds(session);
  holder.certificate = newest_of(session, holder.certificate);
  require_same(csr, holder.certificate);  // rotated meanwhile, the newest is over another key (C23)
  const store::Certificate& newest = holder.certificate;
  const policy::Profile& profile = profile_of(grounds, newest);
  require_not_revoked(session, holder.certificate);
  require_in_force(holder.certificate, now, profile.renew_expired.value_or(0));
  const bool forced = request.force && !request.check;
  const Time due = due_at(newest, profile, CutOff(session, now), now);
  if (now < due && !forced) return not_due(session, request, holder, newest, due, now);
  if (request.check) {
    Outcome outcome = present_newest(session, holder, newest, now);
    outcome.error.reset();  // it may have ended, and be due all the same
    add_due(outcome.data, due, now, false);
    return outcome;
  }
  Intake intake = intake_of(holder, door::renewing, csr, now);
  if (request.proof) intake.proven_by = holder.certificate.fingerprint;
  intake.not_after = end_asked(request.not_after);
  if (holder.kind->says_whose) intake.least_end = newest.not_after;  // C21
  // Of several renewals at once the later ones answer with what the first one made.
  const auto is_newest = [](const Caller& caller) { return !caller.is_replaced; };
  const Pass pass{.common = request.common, .guard = require_not_ended, .holds = is_newest};
  std::optional<Outcome> outcome = pass_once(session, grounds, intake, pass);
  if (outcome && !outcome->error && !request.common.dry_run) {
    outcome->data.set("renewed", true);
    outcome->data.set("replaces", newest.id);
  }
  return outcome;
}

/// C20, X14, T-C16: where the kind wants it said whose it is and until when.
void require_own(const Holder& holder, const RenewRequest& request) {
  if (request.account.empty() && !holder.kind->says_whose) return;
  const Value id = holder.part ? holder.kind->view(holder.principal, *holder.part)["id"] : Value();
  const std::string own = id.is_int() ? std::to_string(id.as_int()) : id.is_text() ? id.as_text() : std::string();
  if (request.account.empty() || (request.not_after.empty() && !request.check))
    throw Error(Kind::usage, "renew.missing",
                "a renewal of " + std::string(holder.kind->name) + " says whose it is and until when",
                "give --account and --not-after");
  if (request.account != own)
    throw Error(Kind::authentication, "renew.account",
                "the certificate is not of account " + printable(request.account), "give the id of its own");
}

/// Whose key signed; where nobody's did, whose certificate is given: then the CSR shows who holds its key. A CSR can be
/// replayed by whoever saw it, so that from outside it takes a signature.
Holder proven_holder(Session& session, const RenewRequest& request, Time now, bool dry_run) {
  if (request.proof) return find_holder(session, accept_possession(session, *request.proof, now, dry_run));
  if (session.gate_caller)
    throw Error(Kind::authentication, "proof.missing", "the request is not signed by the key of the certificate",
                "sign it: --cert and --key");
  return find_holder(session, request.certificate);
}

Outcome renew_now(Session& session, const RenewRequest& request, Time now) {
  const bool changes = !request.common.dry_run && !request.check;
  const Holder holder = proven_holder(session, request, now, !changes);
  if (!request.csr)
    throw Error(Kind::authentication, "proof.missing", "nothing shows who holds the key of the certificate",
                "give its key, --key, or a fresh request over it, --csr");
  const x509::Csr csr = admit_csr(session, *request.csr, request.csr_name, now, changes);
  require_same(csr, holder.certificate);
  require_not_revoked(session, holder.certificate);
  require_admitted(holder, door::renewing);
  require_own(holder, request);
  return retried("this was renewed", [&] { return renew_once(session, request, holder, csr, now); });
}

/// The same request again: the newest certificate of what it was bound to.
Outcome present_renewed(const ReadSession& session, const std::string& subject) {
  const store::Certificate certificate = certificate_now(session, subject);
  Outcome outcome =
      present_newest(session, find_holder(session, certificate), certificate, operation_time(session, false));
  outcome.data.set("renewed", true);
  return outcome;
}

constexpr Input kRenewInputs[] = {
    document<&RenewRequest::certificate, &RenewRequest::certificate_name>(
        "cert", "FILE", "the certificate to renew, followed by its issuer's")
        .needed(),
    document<&RenewRequest::csr, &RenewRequest::csr_name>("csr", "FILE",
                                                          "a fresh request over the same key, in place of --key"),
    input<&RenewRequest::not_after>("not-after", "WHEN", "the end it asks for, a time or a duration")
        .shaped(FieldType::word),
    input<&RenewRequest::account>("account", "ID", "of an account: its id").shaped(FieldType::word),
    input<&RenewRequest::force>("force-renewal", "", "renew although it is not due"),
    input<&RenewRequest::check>("check", "", "change nothing: say whether it is due (exit 0) or not (11)"),
};

constexpr const char* kRenewReply[] = {"renewed",
                                       "due",
                                       "dueAt",
                                       "replaces",
                                       "certificate",
                                       "account.id",
                                       "account.credentialState",
                                       "orchestrator.id",
                                       "orchestrator.ClientMachine",
                                       "orchestrator.Status",
                                       "differences",
                                       "faults"};

bool has_certificate(const Value& data) { return data["certificate"].is_map(); }

}  // namespace

Outcome renew(Session& session, const RenewRequest& request) {
  require_end(end_asked(request.not_after));
  const Time now = operation_time(session, !request.common.dry_run && !request.check);
  if (request.check) return renew_now(session, request, now);
  return once(
      session, request.common, "renew", given(kRenewInputs, &request), [&] { return renew_now(session, request, now); },
      [&](const std::string& subject) { return present_renewed(session, subject); });
}

constinit const Operation kRenew = operation<RenewRequest, renew>({.name = "renew",
                                                                   .inputs = kRenewInputs,
                                                                   .data = &shape::renewal,
                                                                   .reply = kRenewReply,
                                                                   .granted = has_certificate,
                                                                   .same_key = true});

}  // namespace pkit
