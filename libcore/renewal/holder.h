// Who holds a certificate of this home, and whether it may still act by it. Internal to renewal/.
#pragma once

#include <optional>
#include <string>

#include "ca/cut_off.h"
#include "decision/caller.h"
#include "decision/in_force.h"
#include "decision/proof.h"
#include "policy/profile.h"

namespace pkit {

struct Holder {
  store::Certificate certificate;
  store::Principal principal;
  const PrincipalKind* kind = nullptr;
  KindPartPtr part;
};

/// The holder of the certificate in a file's content. Error{authentication "certificate.unknown"} where this home did
/// not issue it.
Holder find_holder(const ReadSession& session, const std::optional<std::string>& content);
Holder find_holder(const ReadSession& session, const store::Certificate& certificate);

/// Pass::guard: what is to be replaced may have been revoked since it was looked at. Error{authentication
/// "certificate.revoked"}.
void require_not_ended(const Caller& caller);

/// Error{authentication}: the kind's own refusal at this door (C15, C19).
void require_admitted(const Holder& holder, const Door& door);

/// The certificate of that id as it is by now. Error{state "store.corrupt"} where there is none.
store::Certificate certificate_now(const ReadSession& session, const std::string& id);
/// What took its place, and what took that one's place, to the newest; itself where nothing did.
store::Certificate newest_of(const ReadSession& session, const store::Certificate& certificate);

/// When it is to be renewed: the profile's `renew_within` before its end, else the smaller of 30 days and a third of
/// its life (C20).
Time due_at(const store::Certificate& certificate, const policy::Profile& profile);
/// The same, and at the latest now where a CA above it was revoked: it leads to nobody.
Time due_at(const store::Certificate& certificate, const policy::Profile& profile, const CutOff& cut_off, Time now);

/// An Intake of that holder at that door, over that CSR, with what it last claimed.
Intake intake_of(const Holder& holder, const Door& door, x509::Csr csr, Time now);

}  // namespace pkit
