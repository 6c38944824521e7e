// Who holds a certificate keeps it alive: renew keeps the key, rotate-key changes it, authenticate asks what it is good
// for. Each finds the principal by the certificate, whatever its kind.
#pragma once

#include <optional>
#include <string>

#include "decision/proof.h"
#include "home/session.h"

namespace pkit {

/// Of the key of `certificate`: a signature over the request, or a fresh CSR over the same key.
struct RenewRequest {
  std::string certificate;  // content of a file: the certificate to renew
  std::string csr;          // content: over the same key, for the same names; possession is proven by it
  std::string csr_name;     // for errors
  std::string not_after;    // as given, may be empty
  std::optional<Proof> proof;
  bool check = false;  // only: is it due?
  Common common;
};
/// C18, C20, C21. data: {renewed, due, dueAt, certificate:{...}, replaces, KIND:{...}}. Not due is no error and hands
/// out the newest certificate of that lineage; with `check` it is Error{not_due "renew.not_due"}. Error{authentication
/// "certificate.*"} where the certificate is unknown, revoked or over a key that was revoked as compromised, or ended
/// longer ago than its profile's `renew_expired`; {denied} where chain, profile or names refuse: the former
/// certificate stays as it is.
Outcome renew(Session& session, const RenewRequest& request);

struct RotateKeyRequest {
  std::string certificate;  // content: a valid one over the present key; empty: `principal` is the operator's word
  std::string principal;    // an orchestrator's name or id, where an operator says that its key is lost
  std::string csr;          // content: over the new key
  std::string csr_name;
  std::string reason = "superseded";  // RFC 5280 5.3.1 word, of what is revoked
  std::string not_after;
  std::optional<Proof> proof;
  Common common;
};
/// C22, C23, X12: the new certificate, and in the same commit the end of every unexpired one over the old key. data:
/// {certificate:{...}, replaces, revoked:[serial], KIND:{...}}. Error{denied "key.used"} where the new key was
/// certified before.
Outcome rotate_key(Session& session, const RotateKeyRequest& request);

struct AuthenticateRequest {
  std::string certificate;  // content
  std::optional<Proof> proof;
  /// Else a challenge of this home and the base64 of the key's signature over its text.
  std::string challenge, signature;
  Common common;
};
/// C15, C18, C19: data: {KIND:{...}, certificate:{...}}; each refusal is an Error{authentication} with a code of its
/// own.
Outcome authenticate(Session& session, const AuthenticateRequest& request);

/// How long a challenge may be answered.
inline constexpr Duration kChallengeLife = 2 * 60'000;
/// A new challenge: a text that the holder of a key signs, good for one answer within two minutes. data: {challenge,
/// expires}.
Outcome new_challenge(Session& session);

}  // namespace pkit
