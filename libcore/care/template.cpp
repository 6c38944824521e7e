#include "care/template.h"

namespace pkit {

namespace {

constexpr char kHead[] = R"(# pkit.yaml: who signs, what certificates may look like, and who decides. See pkit.yaml(5).
# Whoever can write this file is the CA. After a change: pkit config check
version: 1

authorities:
  issuing:
    certificate: ca/issuing.crt
    key: ca/issuing.key
)";

constexpr char kAgent[] = R"(
profiles:
  # For orchestrators that log in somewhere: TLS client certificates.
  agent:
    authority: issuing
    lifetime: 90d
    keys: [ec-p256, ec-p384, rsa-2048+, ed25519]
    key_usage: [digitalSignature]
    extended_key_usage: [clientAuth]
    subject: { CN: "{ClientMachine}" }
)";

constexpr char kServer[] = R"(  # For TLS servers, named by their client machine's DNS name or address.
  server:
    authority: issuing
    lifetime: 90d
    keys: [ec-p256, ec-p384, rsa-2048+, ed25519]
    key_usage: [digitalSignature, keyEncipherment]
    extended_key_usage: [serverAuth]
    subject: { CN: "{ClientMachine}" }
    san: { dns: ["{ClientMachine}"], ip: ["{ClientMachine}"] }
)";

constexpr char kChains[] = R"(
chains:
  # Without handlers every registration waits for: pkit approve ID
  default:
    profiles: [agent, server]
    handlers: []

  # An example. Handlers run in their order until one allows or denies:
  # example:
  #   profiles: [agent]
  #   handlers:
  #     - name: retired hosts
  #       when: { claimed.ClientMachine: ["old-*", "test-*"] }
  #       deny: retired in 2024
  #     - name: operators of the lab
  #       when: { verified.osGroups: lab, csr.key.type: EC }
  #       allow: {}
  #     - name: inventory
  #       call: inventory.lookup        # adapters: inventory: { exec: [adapters/inventory], timeout: 5s }
  #       on_error: stop

registration:
  chain: default
  profile: agent
)";

/// A double-quoted YAML scalar.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string below(const std::string& base, const char* name) { return base + (base.ends_with("/") ? "" : "/") + name; }

std::string urls(const std::string& base) {
  if (base.empty()) return "";
  return "    crl_urls: [" + quoted(below(base, "issuing.crl")) + "]\n    issuer_urls: [" +
         quoted(template_issuer_url(base)) + "]\n";
}

}  // namespace

std::string template_issuer_url(const std::string& base) { return below(base, "issuing-{IssuerKey}.crt"); }

std::vector<authority::TrialProfile> template_profiles() {
  return {{"agent", {"digitalSignature"}, {"clientAuth"}},
          {"server", {"digitalSignature", "keyEncipherment"}, {"serverAuth"}}};
}

std::string config_template(const InitRequest& request, const std::string& chain) {
  std::string text = kHead;
  if (!request.passphrase_source.empty()) text += "    passphrase: " + quoted(request.passphrase_source) + "\n";
  if (!chain.empty()) text += "    chain: " + chain + "\n";
  return text + kAgent + urls(request.base_url) + kServer + urls(request.base_url) + kChains;
}

}  // namespace pkit
