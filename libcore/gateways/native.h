// A local authority's certificates in the shape that other CAs' have (B6, X22): one record shape, whoever signs.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "setup/setup.h"
#include "store/certificates.h"
#include "store/gateways.h"

namespace pkit::gateways {

/// Is it an authority of pkit.yaml whose key is here?
bool is_native(const Setup& setup, const std::string& name);

/// Its certificate's id is the CARequestID, its profile the ProductID.
store::GatewayRecord native_record(const std::string& authority, const store::Certificate& certificate);

/// What this authority signed, by their ends.
void each_native(store::Read& read, const std::string& authority, Time now,
                 const std::function<void(const store::GatewayRecord&)>& each);
/// By id or serial in hex; nothing where this authority signed none of it.
std::optional<store::GatewayRecord> find_native(store::Read& read, const std::string& authority,
                                                const std::string& word);

}  // namespace pkit::gateways
