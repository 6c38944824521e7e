// The authorities of one pkit.yaml, each opened once for all that are to be signed.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "authority/gateway.h"

namespace pkit {

/// One of the two: its key is here, or another CA's.
struct OpenAuthority {
  std::shared_ptr<authority::Signer> signer;
  std::shared_ptr<authority::Gateway> gateway;

  const authority::Authority& authority() const {
    if (gateway) return *gateway;
    return *signer;
  }
};

/// May be used by several threads at once.
class Authorities {
 public:
  /// `world` outlives it, and what it opens.
  Authorities(authority::KeyAccess access, Path home, const World& world)
      : access_(std::move(access)), home_(std::move(home)), world_(world) {}
  /// Opens it, or answers the open one while its certificate lasts. Error{config} as authority::open_local.
  OpenAuthority open(const authority::AuthorityConfig& config, const adapter::Adapters& adapters, Time now);
  /// The next open() reads its files anew.
  void forget(const std::string& name);

 private:
  const authority::KeyAccess access_;
  const Path home_;
  const World& world_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, OpenAuthority> opened_;
};

}  // namespace pkit
