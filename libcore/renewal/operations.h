// Who holds a certificate keeps it alive: renew keeps the key, rotate-key changes it, authenticate asks what it is good
// for. Each finds the principal by the certificate, whatever its kind.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "change/change.h"
#include "decision/proof.h"
#include "home/operation.h"
#include "home/session.h"

namespace pkit {

/// Of the key of `certificate`: a signature over the request, or a fresh CSR over the same key.
struct RenewRequest {
  std::optional<std::string> certificate;  // content of a file: the certificate to renew
  std::string certificate_name;            // for errors
  std::optional<std::string> csr;          // content: over the same key, for the same names; proves possession
  std::string csr_name;                    // for errors
  std::string not_after;                   // as given, may be empty
  std::string account;                     // whose it is, where its kind wants that said (C20)
  bool force = false;                      // although it is not due (X15)
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
extern const Operation kRenew;

struct RotateKeyRequest {
  std::optional<std::string> certificate;  // content: a valid one over the present key
  std::string certificate_name;
  std::string principal;           // in its place: an orchestrator's name or id, whose key is lost as an operator says
  std::optional<std::string> csr;  // content: over the new key
  std::string csr_name;
  std::string reason = "superseded";  // RFC 5280 5.3.1 word, of what is revoked
  std::string not_after;
  // Made where the keys are: JSON {wraps: [{object, envelope, signature}]}, of every object that the old key opens, for
  // the new one.
  std::optional<std::string> wraps;
  std::string wraps_name;
  std::optional<Proof> proof;
  // What another room found out before it asks in the operator's place; nothing of it travels.
  Value verified = Value::map();  // of who asks: verified.* of the handlers
  bool key_shown = false;         // that who asks has the present key
  std::function<void(Change&, const Outcome&)> beside =
      {};  // what else the certificate's commit has: decision/pipeline.h
  Common common;
};
/// C22, C23, X12: the new certificate, and in the same commit the end of every unexpired one over the old key. data:
/// {certificate:{...}, replaces, revoked:[serial], KIND:{...}}. Error{denied "key.used"} where the new key was
/// certified before.
Outcome rotate_key(Session& session, const RotateKeyRequest& request);
extern const Operation kRotateKey;
/// DER of the newest certificate of the principal of that name or id. Error{not_found}, {conflict "rotate.nothing"}.
Bytes newest_certificate(const ReadSession& session, const std::string& principal);

struct AuthenticateRequest {
  std::optional<std::string> certificate;  // content
  std::string certificate_name;
  /// In place of a proof: a challenge of this home on its first line, and the base64 of the key's signature over that
  /// text (without line end) after it.
  std::optional<std::string> response;
  std::string response_name;
  std::optional<Proof> proof;
  Common common;
};
/// C15, C18, C19: data: {KIND:{...}, certificate:{...}}; each refusal is an Error{authentication} with a code of its
/// own.
Outcome authenticate(Session& session, const AuthenticateRequest& request);
extern const Operation kAuthenticate;

/// How long a challenge may be answered.
inline constexpr Duration kChallengeLife = 2 * 60'000;
/// A new challenge: a text that the holder of a key signs, good for one answer within two minutes. data: {challenge,
/// expires}.
Outcome new_challenge(Session& session);

}  // namespace pkit
