#include "gateways/find.h"

#include "base/table.h"

namespace pkit::gateways {

namespace {

/// As DER has it: a positive number whose first bit would make it negative begins with a zero.
Bytes serial_octets(const std::string& hex) {
  Bytes octets = from_hex(hex.size() % 2 == 0 ? hex : "0" + hex).value_or(Bytes());
  while (octets.size() > 1 && octets[0] == 0) octets.erase(octets.begin());
  if (!octets.empty() && octets[0] >= 0x80) octets.insert(octets.begin(), 0);
  return octets;
}

}  // namespace

std::optional<store::GatewayRecord> find_record(const ReadSession& session, const std::string& gateway,
                                                const std::string& word) {
  std::optional<store::GatewayRecord> found;
  std::vector<store::GatewayRecord> of_serial;
  session.state.read([&](store::Read& read) {
    found = store::gateway_records::find(read, gateway, word);
    const Bytes serial = serial_octets(word);
    if (!found && !serial.empty()) of_serial = store::gateway_records::find_by_serial(read, gateway, serial);
  });
  if (found || of_serial.empty()) return found;
  if (of_serial.size() == 1) return of_serial.front();
  throw Error(Kind::conflict, "gateway.several", "several records of that gateway have the serial " + in_quotes(word),
              "their CARequestIDs tell them apart: pkit gateway list " + gateway);
}

}  // namespace pkit::gateways
