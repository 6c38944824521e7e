#include "ca/same_key.h"

#include <algorithm>

#include "base/json.h"
#include "store/authorities.h"
#include "store/certificates.h"
#include "store/events.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr int kMostSigned = 100'000;

class Collector {
 public:
  explicit Collector(BytesView key_id) : key_id_(key_id) {}

  bool is_over(const x509::Certificate& certificate) const { return equal(certificate.key.key_id(), key_id_); }

  void add(const x509::Certificate& certificate) {
    if (!is_over(certificate)) return;
    const bool known = std::ranges::any_of(
        found.certificates, [&](const x509::Certificate& other) { return other.der == certificate.der; });
    if (!known) found.certificates.push_back(certificate);
  }

  void add_files(const authority::AuthorityConfig& config) {
    try {
      const std::vector<x509::Certificate> chain = authority::read_issuers(config);
      for (const x509::Certificate& each : chain) add(each);
      if (!config.is_gateway() && is_over(chain.front())) found.authorities.push_back(config.name);
    } catch (const Error&) {
      found.unreadable.push_back(config.name);
    }
  }

  OverKey found;

 private:
  const BytesView key_id_;
};

/// `authority sign` leaves an event and no row.
void add_signed(store::Read& read, const std::string& key_id, Collector& collector) {
  for (const store::Event& event : store::events::latest(read, {"authority.signed"}, kMostSigned)) {
    if (event.data.empty()) continue;
    const Value told = parse_json(as_text(event.data), event.kind);
    if (told.text_or("keyId") != key_id) continue;
    for (const x509::PemBlock& block : x509::read_pem(told.text_or("pem")))
      collector.add(x509::parse_certificate(block.der));
  }
}

}  // namespace

OverKey certificates_over(const ReadSession& session, const authority::AuthorityConfigs& configs, BytesView key_id) {
  Collector collector(key_id);
  for (const auto& [name, config] : configs) collector.add_files(config);
  const std::string hex = to_hex(key_id);
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& row : store::issuers::all(read))
      if (row.key_id == hex) collector.add(x509::parse_certificate(row.certificate));
    add_signed(read, hex, collector);
  });
  return std::move(collector.found);
}

}  // namespace pkit
