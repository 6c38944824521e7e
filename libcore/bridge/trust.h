// Whose certificates a realm believes: those of its authority, as its files and the state have it.
#pragma once

#include <vector>

#include "home/session.h"
#include "path/question.h"
#include "setup/setup.h"

namespace pkit::bridge {

/// The profile of the realm's certificates.
const policy::Profile& profile_of(const Setup& setup, const realm::Realm& realm);
/// Anchors and issuers, former ones too. Error{config "authority.certificate"} where the files cannot be read.
path::Pool pool_of_realm(const ReadSession& session, const Setup& setup, const realm::Realm& realm);
/// Why no path leads from this certificate to one of them at this time: kind `kind`, codes "path.*". What only breaks
/// the profile for issuing is let pass, for another CA may have made it. A CA that `state` knows to be revoked is no
/// way.
std::vector<Fault> trust_faults(const x509::Certificate& certificate, const path::Pool& pool, store::Reader& state,
                                Time at, Kind kind);

}  // namespace pkit::bridge
