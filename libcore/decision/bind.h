// Bound: everything that one decision changes, to be written by one commit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/metadata.h"
#include "change/change.h"
#include "decision/caller.h"
#include "store/certificates.h"
#include "store/kept_keys.h"

namespace pkit {

/// What is to be written; nothing here was written yet.
struct Bound : Change {
  std::optional<store::Principal> principal;  // as it shall be; nothing: not touched
  bool principal_is_new = false;
  KindPartPtr part;                                 // of the principal, as it shall be; null: not touched
  std::optional<store::Registration> registration;  // as it shall be; nothing: not touched
  bool registration_is_new = false;
  std::vector<store::RegistrationMark> others;  // further registrations, as they shall be
  std::optional<store::Issuer> issuer;          // of the certificate; inserted where it is not known yet
  std::optional<store::Certificate> certificate;
  std::string replaces;        // the certificate whose place it takes; empty: none
  std::string intent;          // of the certificate, where another CA made it: bound with it
  catalog::Attached metadata;  // of the certificate, and what was dropped
  std::optional<store::Publication> publication;
  std::optional<store::KeptKey> kept;       // the certificate's key, which pkit keeps
  std::vector<store::Certificate> revoked;  // to be revoked at `now`
  std::string revocation_reason;

  /// What the caller is answered: nothing is done, else the refusal or the wait.
  std::optional<Error> error;
};

/// Makes the change ready to be committed: it relies on what `intake` and `caller` saw, and writes what `bound` has.
/// All three stay where they are until it is. Where the issuer is known already, the certificate takes its id.
const Change& to_commit(const Intake& intake, const Caller& caller, Bound& bound);

}  // namespace pkit
