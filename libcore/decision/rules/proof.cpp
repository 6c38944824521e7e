#include "decision/proof.h"

#include <optional>

#include "base/address.h"
#include "base/json.h"
#include "change/refusal.h"
#include "digest/digest.h"
#include "store/belongings.h"
#include "store/certificates.h"
#include "store/events.h"
#include "store/principals.h"
#include "store/proofs.h"
#include "x509/certificate.h"

namespace pkit {

namespace {

constexpr std::string_view kLabel = "pkit-proof-v1";

struct Signatory {
  store::Certificate certificate;
  std::string issuer_key_id;  // hex
};

bool in_force(const store::Certificate& certificate, Time now) {
  return !certificate.revoked_at && now >= certificate.not_before && now <= certificate.not_after;
}

/// The certificate as the state has it. `holder`: only where it is in force and its holder is of that name.
std::optional<Signatory> find_signatory(const ReadSession& session, const Proof& proof,
                                        const std::optional<std::string>& holder, Time now) {
  const digest::Digest fingerprint = digest::sha256(proof.certificate);
  std::optional<Signatory> found;
  session.state.read([&](store::Read& read) {
    const auto certificate = store::certificates::find_by_fingerprint(read, {fingerprint.begin(), fingerprint.end()});
    if (!certificate || (holder && !in_force(*certificate, now))) return;
    if (holder && store::certificates::compromised(read, certificate->key_id)) return;
    const auto principal = store::principals::find(read, certificate->principal);
    const auto issuer = store::issuers::find(read, certificate->issuer);
    if (!principal || !issuer) return;
    const auto called = holder ? store::find_called(read, machine_key(*holder)) : principal;
    if (!called || called->id != principal->id) return;
    found = Signatory{*certificate, issuer->key_id};
  });
  return found;
}

bool signed_by(const Signatory& signatory, const Proof& proof) {
  const std::optional<Bytes> issuer = from_hex(signatory.issuer_key_id);
  return issuer && is_signed_by(x509::parse_certificate(signatory.certificate.der),
                                proof_message(*issuer, proof.request), proof.signature);
}

/// False where it was taken before. Who took it is kept for as long as it could come again.
bool take_once(Session& session, const Bytes& message, const Proof& proof) {
  bool first = false;
  const Time now = session.world.now();
  session.database.write(
      [&](store::Write& write) { first = store::proofs::take(write, message, proof.time + kProofWindow, now); });
  return first;
}

/// Until when signed requests are void, since the restored state may not know that they were taken; 0 where it never
/// was restored. A clock may have been ahead when one was signed.
Time void_until(Session& session) {
  std::vector<store::Event> restored;
  session.state.read([&](store::Read& read) { restored = store::events::latest(read, {"state.restored"}, 1); });
  if (restored.empty()) return 0;
  const Value clock = parse_json(as_text(restored.front().data), "state.restored")["clock"];
  return clock.is_int() ? clock.as_int() + kProofWindow : 0;
}

[[noreturn]] void refuse_proof(Session& session, Time now, bool record, const char* code, const std::string& what,
                               const std::string& hint) {
  if (record)
    session.database.write([&](store::Write& write) {
      tell_refusal(write, now, session.actor, "proof.refused", "", Value::map({{"code", code}}));
    });
  throw Error(Kind::authentication, code, what, hint);
}

/// Takes each proof once. `of` names in the message whose certificate it should have been.
Signatory accept(Session& session, const Proof& proof, const std::optional<std::string>& holder, const std::string& of,
                 Time now, bool dry_run) {
  const Duration late = session.world.now() - proof.time;
  if (late > kProofWindow || late < -kProofWindow)
    refuse_proof(session, now, !dry_run, "proof.time", "the request was signed more than five minutes from now",
                 "compare the clocks of both sides");
  if (const Time until = void_until(session); proof.time <= until)
    refuse_proof(session, now, !dry_run, "proof.restored",
                 "the state was restored, and may not know that this signed request was taken before",
                 "sign a new one after " + print_time(until));
  const std::optional<Signatory> signatory = find_signatory(session, proof, holder, now);
  // One answer whatever is wrong: nobody learns here which certificates there are.
  if (!signatory || !signed_by(*signatory, proof))
    refuse_proof(session, now, !dry_run, "proof.refused", "the request is not signed by the key of " + of,
                 "give the certificate that it holds now, followed by its issuer's, and its key");
  const Bytes message = proof_message(*from_hex(signatory->issuer_key_id), proof.request);
  if (!dry_run && !take_once(session, message, proof))
    refuse_proof(session, now, true, "proof.replayed", "this signed request was taken before", "sign a new one");
  return *signatory;
}

}  // namespace

bool is_signed_by(const x509::Certificate& certificate, BytesView message, BytesView signature) {
  if (!certificate.key_taken) return false;
  std::vector<Fault> faults;
  const x509::SignatureAlgorithm algorithm =
      x509::read_signature_algorithm(x509::signing_algorithm(certificate.key), faults);
  return faults.empty() && x509::verify(certificate.key, algorithm, message, signature);
}

Bytes proof_message(BytesView issuer_key_id, std::string_view request) {
  Bytes message = to_bytes(kLabel);
  message.insert(message.end(), issuer_key_id.begin(), issuer_key_id.end());
  const BytesView signed_text = as_bytes(request);
  message.insert(message.end(), signed_text.begin(), signed_text.end());
  const digest::Digest digest = digest::sha256(message);
  return {digest.begin(), digest.end()};
}

Bytes accept_proof(Session& session, const Proof& proof, const std::string& client_machine, Time now, bool dry_run) {
  const std::string of = "a valid certificate of " + printable(client_machine);
  return accept(session, proof, client_machine, of, now, dry_run).certificate.fingerprint;
}

store::Certificate accept_possession(Session& session, const Proof& proof, Time now, bool dry_run) {
  return accept(session, proof, std::nullopt, "a certificate of this home", now, dry_run).certificate;
}

}  // namespace pkit
