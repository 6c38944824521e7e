// register --account: a CSR, once, by one-time credentials (C7 to C12).
#include "accounts/register.h"
#include "accounts/account_kind.h"
#include "accounts/credential.h"
#include "accounts/shapes.h"
#include "accounts/states.h"
#include "change/claim.h"
#include "change/refusal.h"
#include "decision/name_holder.h"
#include "decision/pipeline.h"
#include "digest/digest.h"
#include "view/views.h"

namespace pkit {

namespace {

constexpr Input kInputs[] = {
    input<&AccountRegistration::account>("account", "ID", "the account that registers its key").needed(),
    input<&AccountRegistration::username>("username", "U", "its one-time user name").needed(),
    secret<&AccountRegistration::password>("password-file", "FILE", "its one-time password; - is standard input")
        .needed(),
    document<&AccountRegistration::csr, &AccountRegistration::csr_name>("csr", "FILE",
                                                                        "the certificate request; - is standard input")
        .needed(),
    input<&AccountRegistration::not_after>("not-after", "WHEN",
                                           "the end it asks for, a time, a duration, or milliseconds since 1970"),
};
/// Nothing of the account but what its owner must know.
constexpr const char* kReply[] = {"account.id", "account.credentialState", "certificate", "differences", "faults"};

bool is_granted(const Value& data) { return !data["certificate"].text_or("id").empty(); }

constexpr Duration kReservation = 24 * 60 * 60 * 1000;
/// The same CSR again, once the account is Certified by it: its certificate, and no password is asked for.
std::optional<Outcome> answered_before(Session& session, std::int64_t number, const x509::Csr& csr, Time now) {
  std::optional<store::Certificate> certificate;
  std::optional<store::Principal> principal;
  session.state.read([&](store::Read& read) {
    const auto account = store::accounts::find_by_number(read, number);
    if (!account) return;
    principal = store::principals::find(read, account->principal);
    certificate = store::certificates::find_by_csr(read, to_hex(csr.key.key_id()), csr.sha256);
    if (certificate && certificate->principal != account->principal) certificate.reset();
  });
  if (!certificate || !principal->enabled || store::state_of(*certificate, now) != store::CertificateState::valid)
    return std::nullopt;
  Outcome outcome;
  outcome.data.set("certificate", certificate_view(*certificate, principal->name, now));
  hand_out(session, outcome, *certificate);
  return outcome;
}

/// Of its name nobody is let in: names change hands. Told apart from a wrong id without a look at the state.
std::int64_t number_of(const std::string& text) {
  const bool number = !text.empty() && text.size() < 18 && text.find_first_not_of("0123456789") == std::string::npos;
  if (number) return std::stoll(text);
  throw Error(Kind::usage, "account.id", "an account's id is a number: " + printable(text),
              "account create and account list tell it");
}

/// Told small and counted: a stranger can repeat it at will.
ProvenCredential proven(Session& session, const AccountRegistration& request, Time now) {
  try {
    return prove_credential(session, number_of(request.account), request.username, *request.password, now);
  } catch (const Error& e) {
    if (e.kind() == Kind::authentication && !request.common.dry_run)
      session.database.write([&](store::Write& write) {
        tell_refusal(write, now, session.actor, "account.refused", "", Value::map({{"code", e.code()}}));
      });
    throw;
  }
}

Intake intake_of(Session& session, const AccountRegistration& request, const ProvenCredential& by, x509::Csr csr,
                 Time now) {
  Intake intake;
  intake.kind = &account_kind();
  intake.door = &door::registering_account;
  intake.now = now;
  intake.principal = by.principal;
  intake.beside = beside_proof(by.credential);
  session.state.read([&](store::Read& read) {
    if (const auto principal = store::principals::find(read, by.principal)) intake.client_machine = principal->name;
  });
  intake.not_after = end_asked(request.not_after);
  require_end(intake.not_after);
  intake.granted_profile = "accounts";  // `accounts: profile:`, else the one made for them
  intake.csr = std::move(csr);
  return intake;
}

/// Another CA has not answered yet: until it has, the credentials are for this key.
void reserve(Session& session, const Intake& intake, const ProvenCredential& by) {
  session.database.write([&](store::Write& write) {
    store::credentials::reserve(write, by.credential, to_hex(intake.csr->key.key_id()), intake.now + kReservation,
                                intake.now);
  });
}

Outcome register_once(Session& session, const AccountRegistration& request, Time now) {
  if (!request.csr || !request.password)
    throw Error(Kind::usage, "option.missing", "an account registers by a CSR and a password");
  x509::Csr csr = admit_csr(session, *request.csr, request.csr_name, now, !request.common.dry_run);
  if (std::optional<Outcome> before = answered_before(session, number_of(request.account), csr, now))
    return std::move(*before);
  const ProvenCredential by = proven(session, request, now);
  Intake intake = intake_of(session, request, by, std::move(csr), now);
  Outcome outcome = run_pipeline(session, intake, {request.common});
  const bool waits = outcome.error && outcome.error->kind() == Kind::pending;
  if (waits && !request.common.dry_run) reserve(session, intake, by);
  settle_credentials(session);
  return outcome;
}

Outcome present_certificate(const ReadSession& session, const std::string& subject) {
  const Time now = operation_time(session, false);
  Outcome outcome;
  session.state.read([&](store::Read& read) {
    const auto certificate = store::certificates::find(read, subject);
    if (!certificate)
      throw Error(Kind::conflict, "registration.closed", "nothing came of this request", "use a new request id");
    outcome.data.set("certificate", certificate_view(*certificate, "", now));
    hand_out(session, outcome, *certificate);
  });
  return outcome;
}

}  // namespace

Outcome register_account(Session& session, const AccountRegistration& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  return once(
      session, request.common, "register-account", given(kInputs, &request),
      [&] { return register_once(session, request, now); },
      [&](const std::string& subject) { return present_certificate(session, subject); });
}

constinit const Operation kRegisterAccount = operation<AccountRegistration, register_account>({
    .name = "register-account",
    .inputs = kInputs,
    .data = &shape::account_registered,
    .reply = kReply,
    .granted = is_granted,
});

}  // namespace pkit
