#include "pkit/report/bom.h"

#include <set>

#include "base/json.h"
#include "digest/digest.h"
#include "report/inventory.h"
#include "report/strength.h"
#include "store/events.h"
#include "store/meta.h"

namespace pkit::app {

namespace {

using report::CaCertificate;
using report::Issued;

Value property(const char* name, std::string value) {
  return Value::map({{"name", std::string("pkit:") + name}, {"value", std::move(value)}});
}

/// A serial number of the document (RFC 9562, version 8): the same state at the same time has the same.
std::string serial_number(const ReadSession& session, Time now) {
  Bytes input;
  session.state.read([&](store::Read& read) {
    input = store::meta::get(read).home_id;
    const std::string facts = std::to_string(store::events::count(read)) + " " + print_time(now);
    input.insert(input.end(), facts.begin(), facts.end());
  });
  const auto digest = digest::sha256(input);
  Bytes octets(digest.begin(), digest.begin() + 16);
  octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0f) | 0x80);
  octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3f) | 0x80);
  std::string hex = to_hex(octets);
  for (const std::size_t place : {20u, 16u, 12u, 8u}) hex.insert(place, "-");
  return "urn:uuid:" + hex;
}

constexpr std::size_t kMostFaults = 100;

Fault unread(std::string where, std::string what, std::string hint) {
  return {Kind::config, "report.incomplete", std::move(where), std::move(what), std::move(hint)};
}

/// A list that leaves something out would be taken for the whole.
[[noreturn]] void refuse(std::vector<Fault> missing) {
  const std::string first = missing.front().where + ": " + missing.front().what, hint = missing.front().hint;
  const std::string more = missing.size() > 1 ? ", and " + std::to_string(missing.size() - 1) + " more" : "";
  if (missing.size() > kMostFaults) missing.resize(kMostFaults);
  throw Error(Kind::config, "report.incomplete", "the bill of materials would not be whole: " + first + more, hint,
              std::move(missing));
}

/// Before anything is written.
void require_known(const report::CaCertificates& cas) {
  std::vector<Fault> missing;
  if (cas.config_is_faulty)
    missing.push_back(unread("pkit.yaml", "it has faults, so that its CAs are not known", "pkit config check"));
  for (const auto& [authority, reason] : cas.unreadable)
    missing.push_back(unread("authority " + authority, reason, "pkit doctor"));
  if (!missing.empty()) refuse(std::move(missing));
}

class Bom {
 public:
  explicit Bom(const std::function<void(std::string_view)>& sink) : sink_(sink) {}

  void begin(const ReadSession& session, std::string_view version, Time now) {
    const Value tool = Value::map({{"type", "application"}, {"name", "pkit"}, {"version", std::string(version)}});
    Value tools = Value::list();
    tools.push(tool);
    Value phases = Value::list();
    phases.push(Value::map({{"phase", "operations"}}));
    const Value metadata = Value::map({{"timestamp", print_time(now)},
                                       {"lifecycles", std::move(phases)},
                                       {"tools", Value::map({{"components", std::move(tools)}})}});
    std::string head = to_json(Value::map({{"bomFormat", "CycloneDX"},
                                           {"specVersion", "1.6"},
                                           {"serialNumber", serial_number(session, now)},
                                           {"version", 1},
                                           {"metadata", metadata}}));
    head.pop_back();  // the brace: components follow
    sink_(head + ",\"components\":[");
  }

  void add_ca(const CaCertificate& ca) {
    Value properties = Value::list();
    properties.push(property("authority", ca.authority));
    add_certificate("ca:" + ca.certificate.fingerprint(), ca.certificate, std::move(properties));
  }

  void add_issued(const Issued& issued) {
    if (!issued.content) {
      missing_.push_back(
          unread("certificate " + issued.row.id, "its octets in the state cannot be read", "pkit doctor"));
      return;
    }
    Value properties = Value::list();
    properties.push(property("id", issued.row.id));
    properties.push(property("holder", issued.name));
    properties.push(property("authority", issued.authority));
    properties.push(property("profile", issued.row.profile));
    add_certificate("certificate:" + issued.row.id, *issued.content, std::move(properties));
  }

  /// Error{config "report.incomplete"}: what was written is then no document.
  std::int64_t end() {
    if (!missing_.empty()) refuse(std::move(missing_));
    for (const std::string& word : algorithms_) add_algorithm(word);
    sink_("]}\n");
    return count_;
  }

 private:
  void add(const std::string& ref, const std::string& name, Value crypto, Value properties = {}) {
    Value component = Value::map({{"type", "cryptographic-asset"}, {"bom-ref", ref}, {"name", name}});
    component.set("cryptoProperties", std::move(crypto));
    if (!properties.is_null()) component.set("properties", std::move(properties));
    sink_((count_++ ? ",\n" : "\n") + to_json(component));
  }

  std::string algorithm(const std::string& word) {
    algorithms_.insert(word);
    return "algorithm:" + word;
  }

  void add_certificate(const std::string& ref, const x509::Certificate& c, Value properties) {
    const std::string subject = c.subject.text();
    properties.push(property("serial", c.serial_hex()));
    properties.push(property("sha256", c.fingerprint()));
    const Value certificate = Value::map({{"subjectName", subject},
                                          {"issuerName", c.issuer.text()},
                                          {"notValidBefore", print_time(c.not_before)},
                                          {"notValidAfter", print_time(c.not_after)},
                                          {"signatureAlgorithmRef", algorithm(c.signature_algorithm.word)},
                                          {"subjectPublicKeyRef", add_key(c.key)},
                                          {"certificateFormat", "X.509"}});
    add(ref, subject.empty() ? c.serial_hex() : subject,
        Value::map({{"assetType", "certificate"}, {"certificateProperties", certificate}}), std::move(properties));
  }

  /// Once, however many certificates it has.
  std::string add_key(const x509::PublicKey& key) {
    const std::string id = to_hex(key.key_id()), ref = "key:" + id;
    if (!keys_.insert(key.key_id()).second) return ref;
    Value material = Value::map({{"type", "public-key"}, {"id", id}, {"state", "active"}});
    material.set("algorithmRef", algorithm(key.word()));
    if (key.bits() > 0) material.set("size", key.bits());
    material.set("format", "SubjectPublicKeyInfo");
    add(ref, key.word(),
        Value::map({{"assetType", "related-crypto-material"}, {"relatedCryptoMaterialProperties", material}}));
    return ref;
  }

  void add_algorithm(const std::string& word) {
    const std::optional<report::Strength> strength = report::strength_of(word);
    Value crypto = Value::map({{"assetType", "algorithm"}});
    Value properties = Value::map({{"primitive", strength ? strength->primitive : "unknown"}});
    if (strength) {
      if (!strength->parameters.empty()) properties.set("parameterSetIdentifier", strength->parameters);
      if (!strength->curve.empty()) properties.set("curve", strength->curve);
      properties.set("classicalSecurityLevel", strength->classical);
      properties.set("nistQuantumSecurityLevel", strength->quantum);
    }
    crypto.set("algorithmProperties", std::move(properties));
    add("algorithm:" + word, word, std::move(crypto));
  }

  const std::function<void(std::string_view)>& sink_;
  std::set<Bytes> keys_;
  std::set<std::string> algorithms_;
  std::vector<Fault> missing_;
  std::int64_t count_ = 0;
};

}  // namespace

std::int64_t write_bom(const ReadSession& session, std::string_view version,
                       const std::function<void(std::string_view)>& sink) {
  const Time now = operation_time(session, false);
  const report::CaCertificates cas = report::ca_certificates(session);
  require_known(cas);
  Bom bom(sink);
  bom.begin(session, version, now);
  for (const CaCertificate& ca : cas.all)
    if (now <= ca.certificate.not_after) bom.add_ca(ca);
  session.state.read([&](store::Read& read) {
    report::each_issued(read, now, [&](const Issued& issued) { bom.add_issued(issued); });
  });
  return bom.end();
}

}  // namespace pkit::app
