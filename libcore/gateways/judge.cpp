#include "gateways/judge.h"

#include "base/file.h"

namespace pkit::gateways {

Judge::Judge(const Peer& peer) {
  const Path& file = peer.setup().certificate;
  if (!file.empty()) issuer_ = x509::parse_certificate_file(read_file(file, 1 << 16), file.string());
}

std::vector<Fault> Judge::faults_of(const x509::Certificate& certificate, const std::string& key_id) const {
  std::vector<Fault> faults;
  const auto fault = [&](const char* where, const std::string& what) {
    faults.push_back({Kind::config, "gateway.certificate", where, what, ""});
  };
  if (to_hex(certificate.key.key_id()) != key_id) fault("key", "it is over another key than the CSR");
  if (certificate.is_ca.value_or(false)) fault("basicConstraints", "it is a CA certificate");
  if (issuer_ && !x509::issued_by(certificate, *issuer_))
    fault("issuer", "it is not signed by '" + printable(issuer_->subject.text()) + "'");
  return faults;
}

std::string Judge::fault_of(const std::optional<store::GatewayRecord>& kept, const store::GatewayRecord& next,
                            const std::optional<x509::Certificate>& certificate) const {
  if (!kept) return {};
  if (std::string fault = contradiction(*kept, next); !fault.empty()) return fault;
  const bool was_ordered = kept->certificate.empty() && !kept->key_id.empty();
  if (!was_ordered || !certificate) return {};
  const std::vector<Fault> faults = faults_of(*certificate, kept->key_id);
  return faults.empty() ? std::string() : "its certificate is not what was asked for: " + faults.front().what;
}

}  // namespace pkit::gateways
