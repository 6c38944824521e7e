#include "gateways/native.h"

#include <set>

namespace pkit::gateways {

namespace {

constexpr int kGenerated = 40, kRevoked = 50;

std::set<std::string> issuers_of(store::Read& read, const std::string& authority) {
  std::set<std::string> ids;
  for (const store::Issuer& issuer : store::issuers::all(read))
    if (issuer.authority == authority) ids.insert(issuer.id);
  return ids;
}

}  // namespace

bool is_native(const Setup& setup, const std::string& name) {
  const auto found = setup.authorities.find(name);
  return found != setup.authorities.end() && !found->second.is_gateway() && !setup.gateways.contains(name);
}

store::GatewayRecord native_record(const std::string& authority, const store::Certificate& certificate) {
  return {.gateway = authority,
          .ca_request_id = certificate.id,
          .status = certificate.revoked_at ? kRevoked : kGenerated,
          .product = certificate.profile,
          .subject = certificate.subject,
          .serial = certificate.serial,
          .not_before = certificate.not_before,
          .not_after = certificate.not_after,
          .revoked_at = certificate.revoked_at,
          .revocation_reason = certificate.revocation_reason,
          .certificate = certificate.der,
          .key_id = certificate.key_id,
          .seen = certificate.created,
          .run = {},
          .gone = false};
}

void each_native(store::Read& read, const std::string& authority, Time now,
                 const std::function<void(const store::GatewayRecord&)>& each) {
  const std::set<std::string> issuers = issuers_of(read, authority);
  store::ListFilter filter;
  filter.now = now;
  store::certificates::each(read, filter, [&](const store::certificates::Listed& row) {
    if (issuers.contains(row.certificate.issuer)) each(native_record(authority, row.certificate));
  });
}

std::optional<store::GatewayRecord> find_native(store::Read& read, const std::string& authority,
                                                const std::string& word) {
  const std::set<std::string> issuers = issuers_of(read, authority);
  std::vector<store::Certificate> found;
  if (auto by_id = store::certificates::find(read, word))
    found.push_back(std::move(*by_id));
  else if (const std::optional<Bytes> serial = from_hex(word))
    found = store::certificates::find_by_serial(read, *serial);
  for (const store::Certificate& certificate : found)
    if (issuers.contains(certificate.issuer)) return native_record(authority, certificate);
  return std::nullopt;
}

}  // namespace pkit::gateways
