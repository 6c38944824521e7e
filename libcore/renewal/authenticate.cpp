// authenticate: which principal holds this key, and may it act? Possession is shown first: what became of a certificate
// is told to nobody who does not hold its key.
#include "digest/digest.h"
#include "renewal/holder.h"
#include "renewal/operations.h"
#include "renewal/shapes.h"
#include "store/renewals.h"
#include "view/views.h"
#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit {

namespace {

/// Files end with a line end, which is no part of what was asked.
std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

constexpr const char* kChallengeLabel = "pkit-challenge-v1:";

bool signed_by(const store::Certificate& row, const std::string& text, const std::string& signature) {
  const x509::Certificate certificate = x509::parse_certificate(row.der);
  const std::optional<Bytes> bytes = from_base64(trimmed(signature));
  if (!bytes || !certificate.key_taken) return false;
  std::vector<Fault> faults;
  const x509::SignatureAlgorithm algorithm =
      x509::read_signature_algorithm(x509::signing_algorithm(certificate.key), faults);
  return faults.empty() && x509::verify(certificate.key, algorithm, to_bytes(text), *bytes);
}

struct Response {
  std::string challenge, signature;
};

Response response_in(const std::string& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string::npos)
    throw Error(Kind::input, "challenge.response", "the response has no second line",
                "the challenge, a line end, and the base64 of its signature");
  return {trimmed(text.substr(0, end)), trimmed(text.substr(end + 1))};
}

/// A challenge is spent before the signature is looked at, so that each is tried once (X24).
Holder answer_challenge(Session& session, const AuthenticateRequest& request) {
  if (!request.response)
    throw Error(Kind::authentication, "proof.missing", "nothing shows who holds the key of the certificate",
                "give its key, --key, or the answer to a challenge, --response");
  const Response response = response_in(*request.response);
  bool spent = false;
  const Time now = session.world.now();
  session.database.write([&](store::Write& write) {
    spent = store::challenges::spend(write, digest::sha256_hex(response.challenge), now);
  });
  if (!spent)
    throw Error(Kind::authentication, "challenge.spent", "this home did not make the challenge, or it is spent or over",
                "ask for a new one: pkit authenticate --challenge");
  Holder holder = find_holder(session, request.certificate);
  if (!signed_by(holder.certificate, response.challenge, response.signature))
    throw Error(Kind::authentication, "proof.refused", "the challenge is not signed by the key of the certificate",
                "sign its text without a line end");
  return holder;
}

Holder proven_holder(Session& session, const AuthenticateRequest& request, Time now) {
  if (!request.proof) return answer_challenge(session, request);
  return find_holder(session, accept_possession(session, *request.proof, now, request.common.dry_run));
}

constexpr Input kAuthenticateInputs[] = {
    document<&AuthenticateRequest::certificate, &AuthenticateRequest::certificate_name>(
        "cert", "FILE", "the certificate that is held, followed by its issuer's"),
    document<&AuthenticateRequest::response, &AuthenticateRequest::response_name>(
        "response", "FILE", "a challenge and its signature by the key, in place of --key"),
};

constexpr const char* kAuthenticateReply[] = {
    "orchestrator.id", "orchestrator.ClientMachine", "orchestrator.Status", "account.id",
    "account.name",    "account.credentialState",    "certificate"};

}  // namespace

Outcome authenticate(Session& session, const AuthenticateRequest& request) {
  const Time now = operation_time(session, false);
  const Holder holder = proven_holder(session, request, now);
  require_not_revoked(session, holder.certificate);
  require_in_force(holder.certificate, now, 0);
  require_admitted(holder, door::authenticating);
  Outcome outcome;
  if (holder.part) outcome.data.set(holder.kind->name, holder.kind->view(holder.principal, *holder.part));
  outcome.data.set("certificate", certificate_view(holder.certificate, holder.principal.name, now));
  return outcome;
}

Outcome new_challenge(Session& session) {
  Bytes nonce(32);
  session.world.random(nonce);
  const std::string text = kChallengeLabel + to_hex(nonce);
  const Time now = session.world.now();
  session.database.write([&](store::Write& write) {
    store::challenges::insert(write, digest::sha256_hex(text), now + kChallengeLife, now);
  });
  Outcome outcome;
  outcome.data.set("challenge", text);
  outcome.data.set("expires", print_time(now + kChallengeLife));
  return outcome;
}

constinit const Operation kAuthenticate = operation<AuthenticateRequest, authenticate>({.name = "authenticate",
                                                                                        .inputs = kAuthenticateInputs,
                                                                                        .data = &shape::authentication,
                                                                                        .reply = kAuthenticateReply});

}  // namespace pkit
