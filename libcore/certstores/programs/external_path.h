// What can be the path of a store that another program keeps: a token's URI (RFC 7512), or what an adapter calls it.
#pragma once

#include <string>

#include "store/cert_stores.h"

namespace pkit::certstores {

/// Error{usage "certstore.path"} where it cannot be one, or names a module by no absolute path; as require_trusted()
/// where others can write that module.
void require_external_path(const store::CertStore& store, uid_t uid);

/// Error{usage "certstore.path"} for a URI of a token with a PIN, or with an attribute twice.
void require_plain_uri(const std::string& uri);

/// What a token is called in its URI; empty where it has no label there.
std::string token_label(const std::string& uri);

}  // namespace pkit::certstores
