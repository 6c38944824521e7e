// Bound: everything that one decision changes, and the one transaction that changes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "change/change.h"
#include "decision/caller.h"
#include "store/certificates.h"

namespace pkit {

/// What is to be written; nothing here was written yet. `caller` holds what the stages relied on.
struct Bound : Change {
  std::optional<store::Principal> principal;  // as it shall be; nothing: not touched
  bool principal_is_new = false;
  std::optional<store::Orchestrator> orchestrator;  // as it shall be; nothing: not touched
  std::optional<store::Registration> registration;  // as it shall be; nothing: not touched
  bool registration_is_new = false;
  std::vector<store::Registration> others;  // further registrations, as they shall be
  std::optional<store::Issuer> issuer;      // of the certificate; inserted where it is not known yet
  std::optional<store::Certificate> certificate;
  std::string intent;  // of the certificate, where another CA made it: bound with it
  std::optional<store::Publication> publication;
  std::vector<store::Certificate> revoked;  // to be revoked at `now`
  std::string revocation_reason;

  /// What the caller is answered: nothing is done, else the refusal or the wait.
  std::optional<Error> error;
};

/// Writes all of it in one transaction if pkit.yaml is still `setup_sha256` (empty: not asked) and the state is still
/// what `intake` and `caller` saw; else writes nothing and answers false. No adapter, no file, no clock, no crypto but
/// the events' SHA-256.
bool commit(Session& session, const std::string& setup_sha256, const Intake& intake, const Caller& caller,
            Bound& bound);

/// Something to be written with what its stages relied on.
struct Binding {
  const Intake& intake;
  const Caller& caller;
  Bound& bound;
};
/// The same for several in one transaction: says of each whether it was written; of one who changed what another relied
/// on, only the first is. What is thrown undoes all of them.
std::vector<bool> commit_together(Session& session, const std::string& setup_sha256, std::vector<Binding>& bindings);

/// The same writes inside a transaction of the caller's. Where the issuer is known already, the certificate takes its
/// id.
void write_bound(store::Write& write, const PrincipalKind& kind, Bound& bound);

}  // namespace pkit
