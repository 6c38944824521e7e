#include "gateways/fetch.h"

namespace pkit::gateways {

std::optional<ToldRecord> fetch(const Peer& peer, const std::string& ca_request_id, Time now) {
  const Value answer = peer.look("GetSingleRecord", peer.parameter({{"CARequestID", ca_request_id}}), kAnswerShape);
  if (answer["found"].is_bool() && !answer["found"].as_bool()) return std::nullopt;
  ToldRecord told = read_record(peer.name(), answer, now);
  if (told.fault.empty() && told.record->ca_request_id != ca_request_id)
    told.fault = "it is about " + in_quotes(told.record->ca_request_id);
  if (told.fault.empty() && told.lacks_certificate) told.fault = "it has no certificate, although its Status says so";
  if (!told.fault.empty())
    throw Error(Kind::config, "gateway.record",
                "gateway '" + peer.name() + "', record " + in_quotes(ca_request_id) + ": " + told.fault);
  return told;
}

}  // namespace pkit::gateways
