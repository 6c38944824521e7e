// authenticate --realm: a user shows his certificate and its key, and is who he was when it was made (D22 to D29).
#include "bridge/log_in.h"
#include "base/json.h"
#include "bridge/shapes.h"
#include "bridge/trust.h"
#include "bridge/user_kind.h"
#include "bridge/visit.h"
#include "decision/in_force.h"
#include "digest/digest.h"
#include "path/rules.h"
#include "store/events.h"
#include "view/views.h"

namespace pkit {

namespace bridge {

std::optional<KnownUser> find_user(const ReadSession& session, const Bytes& der) {
  const digest::Digest digest = digest::sha256(der);
  const Bytes fingerprint(digest.begin(), digest.end());
  std::optional<KnownUser> known;
  session.state.read([&](store::Read& read) {
    const auto certificate = store::certificates::find_by_fingerprint(read, fingerprint);
    const auto issued = store::user_certificates::find(read, fingerprint);
    if (!certificate || !issued) return;
    const auto principal = store::principals::find(read, certificate->principal);
    const auto user = store::realm_users::find(read, certificate->principal);
    if (principal && user) known = KnownUser{*certificate, *principal, *user, *issued};
  });
  return known;
}

Value identity_of(Visit& visit, const std::optional<KnownUser>& known, const x509::Certificate& certificate) {
  if (visit.calls().has(realm::Procedure::identity_from_certificate)) return visit.identity_of(certificate);
  return Value::map({{"userName", known->user.user_name},
                     {"displayName", known->issued.display_name},
                     {"attributes", Value::map()},
                     {"appID", known->issued.app_id},
                     {"deviceId", known->issued.device_id}});
}

}  // namespace bridge

namespace {

using bridge::KnownUser;
using bridge::Valid;

constexpr Input kLoginInputs[] = {
    input<&RealmLogin::realm>("realm", "REALM", "the realm that is logged in to").needed(),
    document<&RealmLogin::certificate, &RealmLogin::certificate_name>(
        "cert", "FILE", "the certificate that is held, followed by its issuer's"),
};
constexpr const char* kLoginReply[] = {"state", "identity", "certificate"};

[[noreturn]] void refuse(const char* code, const std::string& what, const std::string& hint) {
  throw Error(Kind::authentication, code, what, hint);
}

/// Of a certificate that no realm of this home gave out: what it says of itself tells why (T-D21).
[[noreturn]] void refuse_unknown(const x509::Certificate& certificate, const path::Pool& pool, store::Reader& state,
                                 Time now) {
  if (equal(certificate.issuer.der(), certificate.subject.der()))
    refuse("certificate.self_signed", "the certificate is signed by itself", "enrol: pkit register --realm");
  for (const Fault& fault : bridge::trust_faults(certificate, pool, state, now, Kind::authentication))
    if (fault.code == path::row_of(path::Rule::issuer).code || fault.code == path::row_of(path::Rule::signature).code)
      refuse("certificate.issuer", "the certificate is not by the realm's authority", "enrol: pkit register --realm");
  refuse("certificate.unknown", "no realm of this home gave out the certificate", "enrol: pkit register --realm");
}

/// What the answer rests on: another realm of the same name is asked anew (X13).
std::string digest_of(const Setup& setup, const realm::Realm& realm) {
  const realm::Target* validation = realm.find(realm::Procedure::certificate_validation);
  Value on = realm.parameters;
  if (validation) {
    const adapter::Adapter& adapter = setup.adapters.at(validation->adapter);
    on.set("adapter", adapter.config);
    on.set("program", adapter.program.string());
    on.set("arguments", Value::list(adapter.arguments));
  }
  return digest::sha256_hex(canonical_json(on));
}

/// At the first receipt the realm is asked; its answer is kept, whoever else receives it at the same time.
bool is_accepted(Session& session, const Setup& setup, bridge::Visit& visit, KnownUser& known,
                 const x509::Certificate& certificate, Time now) {
  const std::string by = digest_of(setup, visit.realm());
  if (known.issued.answer.empty() || known.issued.answered_by != by) {
    store::UserCertificate answered = known.issued;
    answered.answer = bridge::valid_word(visit.believes(certificate) ? Valid::yes : Valid::no);
    answered.answered_by = by;
    answered.answered_at = now;
    session.database.write([&](store::Write& write) {
      if (!store::user_certificates::answer(write, known.issued, answered))
        throw Error(Kind::conflict, "state.changed", "the certificate was received by another meanwhile", "try again");
      store::events::append(write, now, session.actor, "user.received", known.certificate.id,
                            Value::map({{"realm", known.issued.realm}, {"valid", answered.answer}}));
    });
    known.issued = std::move(answered);
  }
  return known.issued.answer == bridge::valid_word(Valid::yes);
}

/// Whose certificate it is, once its key has signed the request.
KnownUser proven(Session& session, const Setup& setup, const realm::Realm& realm, const RealmLogin& request, Time now) {
  if (!request.proof)
    refuse("proof.missing", "nothing shows who holds the key of the certificate", "give its key: --key");
  std::optional<KnownUser> known = bridge::find_user(session, request.proof->certificate);
  if (!known)
    refuse_unknown(x509::parse_certificate(request.proof->certificate), bridge::pool_of_realm(session, setup, realm),
                   session.state, now);
  accept_possession(session, *request.proof, now, false);
  if (known->issued.realm != realm.name)
    refuse("realm.foreign", "the certificate is another realm's",
           "pkit authenticate --realm with the one it was made for");
  return std::move(*known);
}

}  // namespace

Outcome log_in_by_certificate(Session& session, const RealmLogin& request) {
  const Time now = operation_time(session, false);
  const Setup setup = load_setup(session.home, session.database);
  bridge::Visit visit(session, setup, request.realm, request.common);
  KnownUser known = proven(session, setup, visit.realm(), request, now);
  require_not_revoked(session, known.certificate);
  require_in_force(known.certificate, now, 0);
  if (!known.principal.enabled) refuse("account.disabled", "the user is disabled", "ask an operator");
  const x509::Certificate certificate = x509::parse_certificate(known.certificate.der);
  const path::Pool pool = bridge::pool_of_realm(session, setup, visit.realm());
  if (auto faults = bridge::trust_faults(certificate, pool, session.state, now, Kind::authentication); !faults.empty())
    throw error_of("", std::move(faults));
  Outcome outcome;
  if (!is_accepted(session, setup, visit, known, certificate, now)) {
    outcome.data.set("state", "ReEnrol");
    outcome.error = Error(Kind::authentication, "bridge.reenrol", "the realm's PKI does not take the certificate",
                          "enrol again with a new CSR: pkit register --realm " + visit.realm().name);
    return outcome;
  }
  outcome.data.set("state", "Active");
  outcome.data.set("identity", bridge::identity_of(visit, known, certificate));
  outcome.data.set("certificate", certificate_view(known.certificate, known.principal.name, now));
  return outcome;
}

constinit const Operation kRealmLogin = operation<RealmLogin, log_in_by_certificate>(
    {.name = "authenticate-realm", .inputs = kLoginInputs, .data = &shape::realm_login, .reply = kLoginReply});

}  // namespace pkit
