#include "decision/open_authorities.h"

namespace pkit {

OpenAuthority Authorities::open(const authority::AuthorityConfig& config, const adapter::Adapters& adapters, Time now) {
  const std::lock_guard lock(mutex_);
  const auto known = opened_.find(config.name);
  if (known != opened_.end() && now <= known->second.authority().issuer().not_after) return known->second;
  OpenAuthority opened;
  if (config.is_gateway())
    opened.gateway = authority::open_gateway(config, adapters.at(config.gateway), home_, world_, now);
  else
    opened.signer = authority::open_local(config, access_, now);
  opened_[config.name] = opened;
  return opened;
}

void Authorities::forget(const std::string& name) {
  const std::lock_guard lock(mutex_);
  opened_.erase(name);
}

}  // namespace pkit
