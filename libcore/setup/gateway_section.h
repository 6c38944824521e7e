// The `gateways:` section of pkit.yaml: other CAs whose certificates are asked for, looked at and revoked by an adapter
// that speaks the gateway's procedures (document B: B6).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapter/adapter.h"
#include "config/fields.h"

namespace pkit {

/// `gateways: corp: {adapter: corpca, certificate: ca/corp.crt, connection: {host: ca.corp.example}}`.
struct GatewaySetup {
  std::string name;
  std::string adapter;                // a name of `adapters:`
  bool enabled = true;                // false: nothing is asked of it, so that it may be there before its settings are
  Path certificate;                   // of the CA, which must have signed what it enrols; empty: any CA may have
  Value connection = Value::map();    // passed on with each call; names to texts
  std::vector<std::string> products;  // that may be asked for; empty: what the CA itself names
  Position at;
};
using GatewaySetups = std::map<std::string, GatewaySetup>;

extern const std::vector<config::Field> kGatewayFields;
/// Faults: a name that is none, an adapter that there is not.
GatewaySetups read_gateways(const Value& section, const adapter::Adapters& adapters, const Path& home,
                            config::Faults& faults);

}  // namespace pkit
