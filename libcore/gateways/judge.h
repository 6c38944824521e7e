// What a certificate of another CA has to be before it is taken for one that was ordered here (T-B18): judged on every
// way on which it can come, at once or later.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateways/peer.h"
#include "gateways/record.h"

namespace pkit::gateways {

class Judge {
 public:
  /// Reads the CA's certificate that pkit.yaml names, if it does.
  explicit Judge(const Peer& peer);

  /// It must be over this key (hex), none of a CA, and by the CA that pkit.yaml names. Each is Kind::config
  /// "gateway.certificate".
  std::vector<Fault> faults_of(const x509::Certificate& certificate, const std::string& key_id) const;

  /// Why `next`, which was told with that certificate if with any, cannot follow what is kept; empty where it can. What
  /// an order waited for is judged as what comes at once.
  std::string fault_of(const std::optional<store::GatewayRecord>& kept, const store::GatewayRecord& next,
                       const std::optional<x509::Certificate>& certificate) const;

 private:
  std::optional<x509::Certificate> issuer_;
};

}  // namespace pkit::gateways
