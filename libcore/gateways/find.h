// A record of a gateway by the word that a user types.
#pragma once

#include <optional>
#include <string>

#include "home/session.h"
#include "store/gateways.h"

namespace pkit::gateways {

/// By its CARequestID, else by the serial of its certificate in hex. Error{conflict "gateway.several"} where two have
/// that serial.
std::optional<store::GatewayRecord> find_record(const ReadSession& session, const std::string& gateway,
                                                const std::string& word);

}  // namespace pkit::gateways
