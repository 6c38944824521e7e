#include "accounts/authenticate.h"

#include "accounts/states.h"
#include "digest/digest.h"

namespace pkit {

namespace {

[[noreturn]] void refuse(const char* code, const std::string& what, const char* hint) {
  throw Error(Kind::authentication, code, what, hint);
}

std::optional<KnownAccount> find_known(store::Read& read, const x509::Certificate& certificate) {
  const digest::Digest fingerprint = digest::sha256(certificate.der);
  const auto row = store::certificates::find_by_fingerprint(read, {fingerprint.begin(), fingerprint.end()});
  const auto principal = row ? store::principals::find(read, row->principal) : std::nullopt;
  const auto account = principal ? store::accounts::find(read, principal->id) : std::nullopt;
  if (!account || principal->state != kCertified) return std::nullopt;
  return KnownAccount{*principal, *account, *row};
}

}  // namespace

KnownAccount known_account(const ReadSession& session, const x509::Certificate& certificate, Time now,
                           Expired expired) {
  std::optional<KnownAccount> known;
  session.state.read([&](store::Read& read) { known = find_known(read, certificate); });
  if (!known) refuse("cert.unknown", "the certificate is none of an account of this home", "give the one it was given");
  if (!known->principal.enabled) refuse("account.disabled", "the account is disabled", "ask its operator");
  if (known->certificate.revoked_at) refuse("cert.revoked", "the certificate is revoked", "use the newer one");
  const bool in_force = now >= known->certificate.not_before && now <= known->certificate.not_after;
  if (!in_force && expired == Expired::refused)
    refuse("cert.expired", "the certificate is not in force: it ended at " + print_time(known->certificate.not_after),
           "pkit renew");
  return std::move(*known);
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
