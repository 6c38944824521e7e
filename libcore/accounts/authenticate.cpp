#include "accounts/authenticate.h"

#include "accounts/states.h"
#include "digest/digest.h"

namespace pkit {

namespace {

[[noreturn]] void refuse(const char* code, const std::string& what, const char* hint) {
  throw Error(Kind::authentication, code, what, hint);
}

[[noreturn]] void refuse_unknown() {
  refuse("cert.unknown", "the certificate is none of an account of this home", "give the one it was given");
}

}  // namespace

KnownAccount known_account(const ReadSession& session, const store::Certificate& certificate, Time now) {
  std::optional<KnownAccount> known;
  bool compromised = false;
  session.state.read([&](store::Read& read) {
    const auto principal = store::principals::find(read, certificate.principal);
    const auto account = principal ? store::accounts::find(read, principal->id) : std::nullopt;
    if (account && principal->state == kCertified) known = {*principal, *account, certificate};
    compromised = store::certificates::compromised(read, certificate.key_id).has_value();
  });
  if (!known) refuse_unknown();
  if (!known->principal.enabled) refuse("account.disabled", "the account is disabled", "ask its operator");
  if (certificate.revoked_at) refuse("cert.revoked", "the certificate is revoked", "use the newer one");
  if (compromised)
    refuse("key.compromised", "the key was revoked as compromised", "ask the operator for a new account");
  if (now < certificate.not_before || now > certificate.not_after)
    refuse("cert.expired", "the certificate is not in force: it ended at " + print_time(certificate.not_after),
           "pkit renew");
  return std::move(*known);
}

KnownAccount known_account(const ReadSession& session, const x509::Certificate& certificate, Time now) {
  const digest::Digest fingerprint = digest::sha256(certificate.der);
  std::optional<store::Certificate> row;
  session.state.read([&](store::Read& read) {
    row = store::certificates::find_by_fingerprint(read, {fingerprint.begin(), fingerprint.end()});
  });
  if (!row) refuse_unknown();
  return known_account(session, *row, now);
}

void require_possession(const World& world, const x509::PrivateKey& key, const x509::Certificate& certificate) {
  Bytes nonce(32);
  world.random(nonce);
  std::vector<Fault> faults;
  const auto algorithm = x509::read_signature_algorithm(key.signature_algorithm(), faults);
  if (!equal(key.public_key().key_id(), certificate.key.key_id()) ||
      !x509::verify(certificate.key, algorithm, nonce, key.sign(nonce)))
    refuse("key.mismatch", "the key is not the certificate's", "give the key whose certificate it is");
}

}  // namespace pkit
