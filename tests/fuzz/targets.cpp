#include "targets.h"

namespace pkit::fuzz {

std::span<const Target> targets() {
  static constexpr Target kTargets[] = {
      {"agent_message", fuzz_agent_message},
      {"answer", fuzz_answer},
      {"authorized_keys", fuzz_authorized_keys},
      {"blueprint", fuzz_blueprint},
      {"certificate", fuzz_certificate},
      {"config", fuzz_config},
      {"crl", fuzz_crl},
      {"csr", fuzz_csr},
      {"der", fuzz_der},
      {"envelope", fuzz_envelope},
      {"gate", fuzz_gate},
      {"gateway_record", fuzz_gateway_record},
      {"index", fuzz_index},
      {"jks", fuzz_jks},
      {"json", fuzz_json},
      {"key", fuzz_key},
      {"manifest", fuzz_manifest},
      {"name", fuzz_name},
      {"path", fuzz_path},
      {"pattern", fuzz_pattern},
      {"pem", fuzz_pem},
      {"pkcs12", fuzz_pkcs12},
      {"realm_xml", fuzz_realm_xml},
      {"reply", fuzz_reply},
      {"sealed", fuzz_sealed},
      {"session", fuzz_session},
      {"store_answer", fuzz_store_answer},
      {"yaml", fuzz_yaml},
  };
  return kTargets;
}

}  // namespace pkit::fuzz
