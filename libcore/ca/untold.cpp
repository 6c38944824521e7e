#include "ca/untold.h"

#include <algorithm>
#include <map>
#include <set>

#include "store/crls.h"

namespace pkit {

namespace {

/// The keys that CRLs are made of: of each authority, its former ones, and those of the CAs above.
std::set<std::string> heard_keys(const std::vector<store::Issuer>& rows, const authority::AuthorityConfigs& configs) {
  std::set<std::string> keys;
  for (const auto& [name, config] : configs) {
    if (config.is_gateway()) continue;
    for (const x509::Certificate& ca : authority::read_issuers(config)) keys.insert(to_hex(ca.key.key_id()));
    for (const store::Issuer& row : rows)
      if (row.authority == name) keys.insert(row.key_id);
  }
  return keys;
}

}  // namespace

std::string Untold::text() const {
  if (gateway)
    return "authority '" + printable(authority) +
           "' is another CA's, and what is revoked of it is in no CRL of pkit's: tell that CA itself";
  return "pkit.yaml has no authority '" + printable(authority) +
         "' any more, and what is revoked of it is in no CRL: list it there again, or tell who relies on it";
}

std::vector<Untold> untold_revocations(store::Read& read, const authority::AuthorityConfigs& configs, Time now) {
  const std::vector<store::Issuer> rows = store::issuers::all(read);
  const std::set<std::string> heard = heard_keys(rows, configs);
  std::map<std::string, Untold> by_authority;
  for (const store::Issuer& row : rows) {
    if (heard.contains(row.key_id) || !store::crls::has_revoked(read, row.id, now)) continue;
    Untold& untold = by_authority[row.authority];
    const auto config = configs.find(row.authority);
    untold.authority = row.authority;
    untold.gateway = config != configs.end() && config->second.is_gateway();
    untold.issuers.push_back(row.id);
  }
  std::vector<Untold> all;
  for (auto& [name, untold] : by_authority) all.push_back(std::move(untold));
  return all;
}

}  // namespace pkit
