#include "lifecycle/open_authorities.h"

namespace pkit::lifecycle {

std::shared_ptr<authority::Authority> Authorities::open(const authority::AuthorityConfig& config, Time now) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<authority::Authority>& opened = opened_[config.name];
  if (!opened || now > opened->issuer().not_after) opened = authority::open_local(config, access_, now);
  return opened;
}

}  // namespace pkit::lifecycle
