// The binds of the commands about gateways to other CAs.
#pragma once

#include "pkit/command.h"

namespace pkit::app {

Run bind_gateway_list(Options& options);
Run bind_gateway_ping(Options& options);
Run bind_gateway_validate(Options& options);
Run bind_gateway_products(Options& options);
Run bind_gateway_sync(Options& options);
Run bind_gateway_enroll(Options& options);
Run bind_gateway_revoke(Options& options);
Run bind_gateway_get(Options& options);

}  // namespace pkit::app
