// The authorities of one pkit.yaml, each opened once for all that are to be signed.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "authority/authority.h"

namespace pkit::lifecycle {

/// May be used by several threads at once.
class Authorities {
 public:
  explicit Authorities(authority::KeyAccess access) : access_(std::move(access)) {}
  /// Opens it, or answers the open one while its certificate lasts. Error{config} as authority::open_local.
  std::shared_ptr<authority::Authority> open(const authority::AuthorityConfig& config, Time now);

 private:
  const authority::KeyAccess access_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, std::shared_ptr<authority::Authority>> opened_;
};

}  // namespace pkit::lifecycle
