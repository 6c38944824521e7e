#include "revocation/ocsp_status.h"

#include <algorithm>

#include "setup/setup.h"
#include "store/certificates.h"
#include "store/crls.h"
#include "store/responders.h"
#include "x509/revocation_reason.h"

namespace pkit {

x509::OcspStatus ocsp_status(Bytes id, std::optional<Time> revoked_at, std::string_view reason) {
  using State = x509::OcspStatus::State;
  if (!revoked_at) return {std::move(id), State::good};
  return {std::move(id), State::revoked, *revoked_at, x509::revocation_reason_number(reason).value_or(0)};
}

x509::OcspStatus ocsp_status(store::Read& read, const CrlIssuer& issuer, const x509::OcspId& id) {
  for (const store::Certificate& c : store::certificates::find_by_serial(read, id.serial))
    if (std::find(issuer.rows.begin(), issuer.rows.end(), c.issuer) != issuer.rows.end())
      return ocsp_status(id.der, c.revoked_at, c.revocation_reason);
  if (const auto foreign = store::crls::find_foreign(read, issuer.key_id, id.serial))
    return ocsp_status(id.der, foreign->at, foreign->reason);
  if (store::responders::known(read, issuer.key_id, id.serial)) return ocsp_status(id.der, std::nullopt, {});
  return {id.der};
}

std::vector<CrlIssuer> ocsp_issuers(Session& session, const std::string& authority, Time now) {
  const authority::AuthorityConfigs configs = load_authorities(session.home);
  CrlRequest wanted;
  wanted.authority = authority;
  std::vector<CrlIssuer> issuers;
  session.state.read([&](store::Read& read) { issuers = crl_issuers(read, configs, wanted, now); });
  std::erase_if(issuers, [](const CrlIssuer& issuer) { return issuer.role == CrlRole::above; });
  return issuers;
}

x509::OcspFields ocsp_times(Time now, Duration life, const x509::Certificate& responder) {
  const authority::CrlTimes times = authority::crl_times(now, life);
  x509::OcspFields fields;
  fields.produced_at = now - now % 1000;
  fields.this_update = times.this_update;
  fields.next_update = std::min(times.next_update, responder.not_after);
  return fields;
}

}  // namespace pkit
