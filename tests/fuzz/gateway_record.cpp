// What another CA says of a certificate: it is a record that can be kept and printed, or a fault.
#include "base/json.h"
#include "gateways/record.h"
#include "gateways/status.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

constexpr Time kNow = 1'800'000'000'000;

void check_record(const gateways::ToldRecord& told) {
  const store::GatewayRecord& record = *told.record;
  const gateways::StatusRow* status = gateways::find_status(record.status);
  PROMISE(status);
  PROMISE(!record.ca_request_id.empty() && record.ca_request_id == printable(record.ca_request_id));
  PROMISE(record.product == printable(record.product));
  PROMISE(record.certificate.empty() == !told.certificate.has_value());
  PROMISE(told.lacks_certificate == (status->certified() && record.certificate.empty()));
  PROMISE(record.revoked_at.has_value() <= (status->meaning == gateways::Meaning::revoked));
  // What has ended or was revoked is never valid, whatever else is said of it.
  const gateways::RecordState state = gateways::state_of(record, kNow);
  PROMISE(state != gateways::RecordState::valid ||
          (status->meaning == gateways::Meaning::valid && kNow <= record.not_after));
  PROMISE(gateways::compare(record, record) == gateways::Novelty::unchanged);
  PROMISE(gateways::contradiction(record, record).empty());
}

}  // namespace

int fuzz_gateway_record(BytesView bytes) {
  const auto value = accepted({"json."}, [&] { return parse_json(as_text(bytes), "record"); });
  if (!value) return 0;
  const gateways::ToldRecord told = gateways::read_record("corp", *value, kNow);
  PROMISE(told.record.has_value() == told.fault.empty());
  PROMISE(told.ca_request_id == printable(told.ca_request_id));
  PROMISE(told.fault == printable(told.fault));
  if (told.record) check_record(told);
  return 0;
}

}  // namespace pkit::fuzz
