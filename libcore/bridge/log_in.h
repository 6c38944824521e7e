// Whose a certificate is, as this home has it. Internal to bridge/.
#pragma once

#include <optional>

#include "bridge/visit.h"
#include "store/certificates.h"
#include "store/users.h"

namespace pkit::bridge {

struct KnownUser {
  store::Certificate certificate;
  store::Principal principal;
  store::RealmUser user;
  store::UserCertificate issued;
};
/// Nothing where no realm of this home gave it out.
std::optional<KnownUser> find_user(const ReadSession& session, const Bytes& der);

/// D28: as it was when the certificate was made: by the realm's procedure, else by what is kept, which is all but the
/// attributes; then `known` is there.
Value identity_of(Visit& visit, const std::optional<KnownUser>& known, const x509::Certificate& certificate);

}  // namespace pkit::bridge
