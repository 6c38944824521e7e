// A guess that is only ever told and never decides: does a name look like a TLS server's?
#pragma once

#include <string>

#include "policy/profile.h"

namespace pkit::policy {

/// "www.example.com", "mail2.example.com": a host name whose first label is one that servers have.
bool looks_like_server(const std::string& name);
/// A profile for clients and for no TLS servers.
bool is_for_clients_only(const Profile& profile);

}  // namespace pkit::policy
