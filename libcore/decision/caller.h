// Caller: who asks, and everything the state knows of them that later stages rely on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decision/kinds.h"
#include "store/certificates.h"

namespace pkit {

struct Caller {
  const PrincipalKind* kind = nullptr;
  std::optional<store::Principal> principal;        // nothing: unknown
  KindPartPtr part;                                 // of the principal; null: unknown
  std::optional<store::Registration> registration;  // of the same CSR (or of none), or the one that was named
  std::optional<store::Certificate> certificate;    // of that registration
  std::optional<store::Certificate> issued;         // of the same CSR, whoever holds it; where intake.once asks
  std::vector<store::Certificate> held;             // neither revoked nor expired, newest first
  std::vector<store::RegistrationMark> open;        // other registrations that wait, oldest first
  std::optional<store::Certificate> replaced;       // that this request shall replace, where it names one
  bool is_replaced = false;                         // `replaced` has a successor already
  bool key_used = false;                            // the CSR's key was certified before, where intake wants a new one
  /// Let in, with a valid certificate: a stranger's claim changes nothing about it.
  bool established = false;

  std::optional<std::string> other_holder;  // another principal with a certificate over the CSR's key
  std::string
      name_holder;  // who else has the CSR's subject (C6); empty: nobody, or a kind whose subjects are not its own
  std::optional<std::string> compromised;  // a certificate over the CSR's key, or the proof's, revoked as keyCompromise

  std::string state() const { return principal ? principal->state : std::string(); }
  bool is_initial() const { return !principal || principal->state == kind->states.front(); }
  /// Does the CSR's key belong to a certificate it holds? That is proof enough for a certificate alone.
  bool proven_by_key(const Intake& intake) const;
  /// Did the key of a certificate that it holds sign this very request?
  bool proven_afresh(const Intake& intake) const;
  /// Established, and nothing shows that the request is its own: what the request claims changes nothing.
  bool only_claimed(const Intake& intake) const { return established && !proven_afresh(intake); }
};

/// What the state knows of who asks: the kind's part of it, and what every kind's has.
Caller authenticate(store::Read& read, const Intake& intake);
/// Reads it all in one snapshot.
Caller identify(const ReadSession& session, const Intake& intake);
/// What no handler can lift: the state table's refusal, then the kind's own checks; nothing where handlers may decide.
std::optional<Fault> refusal(const Intake& intake, const Caller& caller);
/// Is everything that was read still so? Bind asks inside its transaction and trusts nothing read earlier.
bool same_state(const Caller& before, const Caller& now);

}  // namespace pkit
