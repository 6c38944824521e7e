// rotate-key: a new key, never certified before, and the end of every certificate over the old one by the same commit.
#include <algorithm>

#include "base/json.h"
#include "change/claim.h"
#include "decision/pipeline.h"
#include "decision/present.h"
#include "digest/digest.h"
#include "renewal/holder.h"
#include "renewal/operations.h"
#include "renewal/shapes.h"
#include "revocation/operations.h"
#include "view/resolve.h"
#include "view/views.h"

namespace pkit {

namespace {

/// C22: "never used before", by any principal.
void require_new_key(const Caller& caller, const x509::Csr& csr) {
  if (!caller.key_used) return;
  throw Error(Kind::denied, "key.used", "the new key was certified before: " + to_hex(csr.key.key_id()),
              "make a new key");
}

/// The operator's word for a key that is lost or known to others: the newest certificate of that principal.
Holder find_by_name(const ReadSession& session, const std::string& word) {
  const Found found = find_decidable(session, word);
  if (found.principals.empty())
    throw Error(Kind::usage, "rotate.principal", "'" + printable(word) + "' is not a principal",
                "pkit list orchestrators");
  std::vector<store::Certificate> all;
  session.state.read(
      [&](store::Read& read) { all = store::certificates::of_principal(read, found.principals.front().id); });
  if (all.empty())
    throw Error(Kind::conflict, "rotate.nothing", found.principals.front().name + " has no certificate",
                "pkit issue makes its first one");
  Holder holder = find_holder(session, all.front());
  if (holder.kind->recoverable) return holder;
  throw Error(Kind::denied, "rotate.lost",
              "a lost key of " + std::string(holder.kind->name) + " " + holder.principal.name + " stays lost",
              "its owner rotates by the present key: --cert and --key");
}

/// Whose certificate is shown with a proof of its key; nothing where an operator asks.
std::optional<store::Certificate> shown(Session& session, const RotateKeyRequest& request, Time now) {
  if (!request.principal.empty()) return std::nullopt;
  if (!request.proof)
    throw Error(Kind::authentication, "proof.missing", "the request is not signed by the present key",
                "sign it: --cert and --key");
  return accept_possession(session, *request.proof, now, request.common.dry_run);
}

/// The newest of the lineage, as it is by now: a certificate that was renewed and is good still shows who holds its
/// key, and one over a key that was rotated meanwhile is revoked.
Holder holder_now(Session& session, const RotateKeyRequest& request, const std::optional<store::Certificate>& shown,
                  Time now) {
  if (!shown) return find_by_name(session, request.principal);
  // In this order: a rotation between the two has ended the certificate that is shown.
  Holder newest = find_holder(session, newest_of(session, *shown));
  const store::Certificate held = certificate_now(session, shown->id);
  require_not_revoked(session, held);
  require_in_force(held, now, 0);
  return newest;
}

Outcome rotated(Outcome outcome, const Holder& holder, const Caller& caller) {
  if (outcome.error) return outcome;
  Value revoked = Value::list();
  for (const store::Certificate& held : caller.held)
    if (held.key_id == holder.certificate.key_id) revoked.push(to_hex(held.serial));
  outcome.data.set("replaces", holder.certificate.id);
  outcome.data.set("revoked", std::move(revoked));
  return outcome;
}

/// One try. Nothing where something that it relied on changed before it could be bound.
std::optional<Outcome> rotate_once(Session& session, const RotateKeyRequest& request, const Holder& holder,
                                   const x509::Csr& csr, Time now) {
  require_admitted(holder, door::rotating);
  Intake intake = intake_of(holder, door::rotating, csr, now);
  intake.not_after = end_asked(request.not_after);
  if (request.proof || request.key_shown) intake.proven_by = holder.certificate.fingerprint;
  intake.verified = request.verified;
  constexpr TreeLimits kWrapLimits{.bytes = 32 << 20, .depth = 8, .nodes = 1'000'000};
  if (request.wraps) intake.beside = parse_json(*request.wraps, "the wrapped keys", kWrapLimits);
  intake.key_must_be_new = true;
  intake.retired_key = holder.certificate.key_id;
  intake.retirement_reason = request.reason;
  Caller seen;
  const auto guard = [&](const Caller& caller) {
    require_not_ended(caller);
    require_new_key(caller, csr);
    seen = caller;
  };
  // Renewed meanwhile: what was renewed is over the same key, and ends with it.
  const auto is_newest = [](const Caller& caller) { return !caller.is_replaced; };
  Grounds grounds(session);
  std::optional<Outcome> outcome =
      pass_once(session, grounds, intake,
                {.common = request.common, .guard = guard, .holds = is_newest, .beside = request.beside});
  if (!outcome || request.common.dry_run) return outcome;
  return rotated(std::move(*outcome), holder, seen);
}

Outcome rotate_now(Session& session, const RotateKeyRequest& request, Time now) {
  const std::optional<store::Certificate> held = shown(session, request, now);
  const auto holder = [&] { return holder_now(session, request, held, now); };
  require_admitted(holder(), door::rotating);  // before anything is made of a request that is not admitted
  const x509::Csr csr = admit_csr(session, *request.csr, request.csr_name, now, !request.common.dry_run);
  return retried("this was rotated", [&] { return rotate_once(session, request, holder(), csr, now); });
}

Outcome present_rotated(const ReadSession& session, const std::string& subject) {
  const store::Certificate certificate = certificate_now(session, subject);
  const Holder holder = find_holder(session, certificate);
  Outcome outcome =
      present_issued(session, *holder.kind, certificate, holder.principal, operation_time(session, false));
  if (holder.part) outcome.data.set(holder.kind->name, holder.kind->view(holder.principal, *holder.part));
  return outcome;
}

constexpr Input kRotateKeyInputs[] = {
    document<&RotateKeyRequest::certificate, &RotateKeyRequest::certificate_name>(
        "cert", "FILE", "a certificate over the present key, followed by its issuer's"),
    document<&RotateKeyRequest::csr, &RotateKeyRequest::csr_name>("csr", "FILE", "a request over the new key"),
    input<&RotateKeyRequest::reason>("reason", "REASON", "why the old certificates end; default: superseded")
        .shaped(FieldType::word),
    input<&RotateKeyRequest::not_after>("not-after", "WHEN", "the end it asks for, a time or a duration")
        .shaped(FieldType::word),
    document<&RotateKeyRequest::wraps, &RotateKeyRequest::wraps_name>(
        "wraps", "FILE", "the keys of its vaults' objects, wrapped for the new key")
        .made_here(),
    input<&RotateKeyRequest::principal>("operator", "NAME", "for the orchestrator of that name, whose key is lost")
        .completes(Completion::orchestrator)
        .stays(),
};

constexpr const char* kRotateKeyReply[] = {"replaces",
                                           "revoked",
                                           "certificate",
                                           "account.id",
                                           "account.credentialState",
                                           "orchestrator.id",
                                           "orchestrator.ClientMachine",
                                           "orchestrator.Status",
                                           "differences",
                                           "faults"};

bool hands_out_certificate(const Value& data) { return data["certificate"].is_map(); }

}  // namespace

Bytes newest_certificate(const ReadSession& session, const std::string& principal) {
  return find_by_name(session, principal).certificate.der;
}

Outcome rotate_key(Session& session, const RotateKeyRequest& request) {
  require_end(end_asked(request.not_after));
  require_revocation_reason(request.reason);
  if (!request.csr) throw Error(Kind::usage, "option.missing", "there is no new key", "give --csr or --new-key");
  const Time now = operation_time(session, !request.common.dry_run);
  // The same id again answers even though the key that proved it is retired by now: that is what a retry is for.
  return once(
      session, request.common, "rotate-key", given(kRotateKeyInputs, &request),
      [&] { return rotate_now(session, request, now); },
      [&](const std::string& subject) { return present_rotated(session, subject); });
}

constinit const Operation kRotateKey = operation<RotateKeyRequest, rotate_key>({.name = "rotate-key",
                                                                                .inputs = kRotateKeyInputs,
                                                                                .data = &shape::rotation,
                                                                                .reply = kRotateKeyReply,
                                                                                .granted = hands_out_certificate});

}  // namespace pkit
