// The dependent realm: who logs in, and who is known there.
#pragma once

#include <string>

#include "bridge/answers.h"
#include "bridge/calls.h"
#include "home/session.h"

namespace pkit::bridge {

/// The userIdentity of who has this password. Each try is counted and committed before anything slow, waits the longer
/// the more there were, and is given back where it was right; whatever is wrong is the same Error{authentication
/// "realm.login"} after the same work (of a file; an adapter takes the time it takes).
UserIdentity log_in(Session& session, const realm::UserSource& source, Calls& calls, const std::string& user_name,
                    const Secret& password);

/// Does the source know this user (D14)? One that is only called knows whoever is logged in, and nobody else unless it
/// has a lookup.
bool is_known(const ReadSession& session, const realm::UserSource& source, Calls& calls, const std::string& user_name,
              const UserIdentity& logged_in);

/// A userIdentity as an operator gives it, D8's or its inner object. Error{input "realm.identity"}.
UserIdentity given_identity(const std::string& json, const std::string& name);

}  // namespace pkit::bridge
