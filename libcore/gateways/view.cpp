#include "gateways/view.h"

#include "gateways/status.h"
#include "x509/certificate.h"
#include "x509/pem.h"

namespace pkit::gateways {

namespace {

void add_certificate(const store::GatewayRecord& record, Value& view) {
  if (record.certificate.empty()) return;
  const x509::Certificate certificate = x509::parse_certificate(record.certificate);
  view.set("subject", record.subject);
  view.set("serial", certificate.serial_hex());
  view.set("notBefore", print_time(record.not_before));
  view.set("notAfter", print_time(record.not_after));
  view.set("fingerprint", certificate.fingerprint());
  view.set("Certificate", x509::write_pem("CERTIFICATE", record.certificate));
}

}  // namespace

Value record_view(const store::GatewayRecord& record, Time now) {
  const StatusRow* status = find_status(record.status);
  Value view = Value::map({{"gateway", record.gateway},
                           {"CARequestID", record.ca_request_id},
                           {"Status", status ? status->word : std::to_string(record.status)},
                           {"state", state_word(state_of(record, now))}});
  if (!record.product.empty()) view.set("ProductID", record.product);
  if (record.revoked_at) view.set("RevocationDate", print_time(*record.revoked_at));
  if (!record.revocation_reason.empty()) view.set("RevocationReason", record.revocation_reason);
  add_certificate(record, view);
  view.set("seen", print_time(record.seen));
  if (record.gone) view.set("gone", true);
  return view;
}

Value gateway_view(store::Read& read, const GatewaySetup& gateway) {
  Value view = Value::map({{"name", gateway.name},
                           {"adapter", gateway.adapter},
                           {"enabled", gateway.enabled},
                           {"records", store::gateway_records::count(read, gateway.name)},
                           {"faults", store::gateway_faults::count(read, gateway.name)}});
  const auto sync = store::gateway_syncs::find(read, gateway.name);
  if (!sync) return view;
  if (sync->last_sync) view.set("lastSync", print_time(*sync->last_sync));
  if (sync->last_whole) view.set("lastFullSync", print_time(*sync->last_whole));
  if (!sync->run.empty())
    view.set("unfinished",
             Value::map({{"full", sync->whole}, {"started", print_time(sync->started)}, {"pages", sync->pages}}));
  return view;
}

Value faults_view(store::Read& read, const std::string& gateway, int limit) {
  Value list = Value::list();
  for (const store::GatewayFault& fault : store::gateway_faults::all(read, gateway, limit))
    list.push(Value::map({{"CARequestID", fault.ca_request_id}, {"reason", fault.reason}}));
  return list;
}

}  // namespace pkit::gateways
