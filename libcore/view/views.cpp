#include "view/views.h"

#include <algorithm>

#include "base/address.h"
#include "base/json.h"
#include "digest/digest.h"
#include "view/describe.h"
#include "x509/pem.h"

namespace pkit {

namespace {

void set_text(Value& map, const char* key, const std::string& text) {
  if (!text.empty()) map.set(key, text);
}

std::string hex_serial(const Bytes& serial) {
  std::size_t start = 0;
  while (start + 1 < serial.size() && serial[start] == 0) ++start;
  return to_hex(BytesView(serial).subspan(start));
}

/// Nothing where the state is damaged: what else is known is still shown, and `doctor` tells of the damage.
std::optional<x509::Csr> stored_csr(const store::Registration& registration) {
  if (registration.csr.empty()) return std::nullopt;
  try {
    x509::Csr csr = x509::read_stored_csr(registration.csr);
    std::copy(registration.csr_sha256.begin(), registration.csr_sha256.end(), csr.sha256.begin());
    return csr;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::vector<std::string> names_of(const x509::Name& subject, const std::vector<x509::San>& sans) {
  std::vector<std::string> names;
  for (const std::string& cn : subject.values("CN")) names.push_back("cn:" + cn);
  for (const x509::San& san : sans) names.push_back(x509::san_text(san));
  return names;
}

Value orchestrator_view(const store::Principal& principal, const store::Orchestrator& orchestrator) {
  Value view = Value::map({{"id", principal.id},
                           {"AgentId", orchestrator.agent_id},
                           {"ClientMachine", principal.name},
                           {"Status", principal.state},
                           {"Capabilities", orchestrator.capabilities}});
  set_text(view, "AgentPlatform", orchestrator.platform);
  set_text(view, "Version", orchestrator.agent_version);
  set_text(view, "approvedBy", orchestrator.approved_by);
  set_text(view, "reason", principal.reason);
  view.set("created", print_time(orchestrator.created));
  view.set("lastSeen", print_time(orchestrator.last_seen));
  return view;
}

Value registration_view(const store::Registration& r, const std::string& name) {
  Value view = Value::map(
      {{"id", r.id}, {"state", store::state_word(r.state)}, {"ClientMachine", name}, {"orchestrator", r.principal}});
  set_text(view, "profile", r.profile);
  set_text(view, "notAfter", r.not_after);
  set_text(view, "csrSha256", to_hex(r.csr_sha256));
  if (const auto csr = stored_csr(r)) view.set("csr", describe_csr(*csr));
  view.set("ClientParameters", r.client_parameters);
  set_text(view, "reason", r.reason);
  set_text(view, "askedBy", r.asked_by);
  set_text(view, "decidedBy", r.decided_by);
  set_text(view, "certificate", r.certificate);
  view.set("created", print_time(r.created));
  view.set("updated", print_time(r.updated));
  view.set("digest", registration_digest(r, name));
  return view;
}

Value order_view(const store::Intent& order) {
  Value view = Value::map({{"id", order.id},
                           {"state", store::state_word(order.state)},
                           {"authority", order.authority},
                           {"ClientMachine", order.name},
                           {"created", print_time(order.created)},
                           {"csrSha256", to_hex(order.csr_sha256)}});
  if (!order.certificate.empty()) view.set("serial", x509::parse_certificate(order.certificate).serial_hex());
  set_text(view, "reason", order.reason);
  return view;
}

Value delivery_view(const store::Delivery& delivery) {
  Value view = Value::map({{"event", delivery.event},
                           {"target", delivery.target},
                           {"subject", delivery.subject},
                           {"state", store::state_word(delivery.state)},
                           {"tries", delivery.tries}});
  if (delivery.state == store::DeliveryState::waiting && delivery.tries > 0)
    view.set("nextAt", print_time(delivery.next_at));
  set_text(view, "reason", delivery.reason);
  return view;
}

/// What is wrong with a certificate that was read nevertheless. A name that is none is shown here, so that nobody takes
/// an identity from it.
static Value faults_of(const x509::Certificate& certificate) {
  Value faults = Value::list();
  const auto encoding = [&](const char* where, const x509::Oddities& oddities) {
    for (const x509::Oddity& oddity : oddities) {
      const x509::ToleranceRow& row = x509::row_of(oddity.which);
      faults.push(where + std::string(": ") + row.what + " (" + row.clause + ")");
    }
  };
  if (!certificate.key_taken) faults.push("the key is not judged: " + certificate.key_fault);
  for (const x509::IllName& ill : certificate.ill_names)
    faults.push("subjectAltName " + ill.name + ": " + printable(ill.what));
  if (certificate.ill_names.empty())
    for (const Fault& fault : certificate.san_faults) faults.push(printable(fault.what));
  encoding("encoding", certificate.oddities);
  encoding("issuer", certificate.issuer_oddities);
  return faults;
}

static void add_contents(Value& view, const x509::Certificate& certificate) {
  Value sans = Value::list();
  for (const x509::San& san : certificate.sans) sans.push(x509::san_text(san));
  view.set("serial", certificate.serial_hex());
  view.set("subject", certificate.subject.text());
  view.set("sans", std::move(sans));
  view.set("issuer", certificate.issuer.text());
  view.set("key", certificate.key.word());
  view.set("keyUsage", Value::list(certificate.key_usage));
  view.set("extendedKeyUsage", Value::list(certificate.extended_key_usage));
  view.set("notBefore", print_time(certificate.not_before));
  view.set("notAfter", print_time(certificate.not_after));
  view.set("fingerprint", certificate.fingerprint());
  if (Value faults = faults_of(certificate); !faults.items().empty()) view.set("faults", std::move(faults));
}

Value certificate_contents(const x509::Certificate& certificate) {
  Value contents = Value::map();
  add_contents(contents, certificate);
  return contents;
}

Value certificate_view(const store::Certificate& certificate, const std::string& name, Time now) {
  return certificate_view(certificate, x509::parse_certificate(certificate.der), name, now);
}

Value certificate_view(const store::Certificate& certificate, const x509::Certificate& parsed, const std::string& name,
                       Time now) {
  Value view =
      Value::map({{"id", certificate.id}, {"serial", hex_serial(certificate.serial)}, {"ClientMachine", name}});
  add_contents(view, parsed);
  view.set("keyId", certificate.key_id);
  view.set("profile", certificate.profile);
  view.set("state", store::state_word(store::state_of(certificate, now)));
  if (certificate.revoked_at) {
    view.set("revokedAt", print_time(*certificate.revoked_at));
    view.set("reason", certificate.revocation_reason);
    if (certificate.invalid_since) view.set("invalidSince", print_time(*certificate.invalid_since));
  }
  set_text(view, "registration", certificate.registration);
  view.set("pem", x509::write_pem("CERTIFICATE", certificate.der));
  return view;
}

Value differences_view(const std::vector<policy::Difference>& differences) {
  Value list = Value::list();
  for (const policy::Difference& d : differences)
    list.push(Value::map({{"what", d.what}, {"field", d.field}, {"asked", d.asked}, {"got", d.got}}));
  return list;
}

Value faults_view(const std::vector<Fault>& faults) {
  Value list = Value::list();
  for (const Fault& f : faults)
    list.push(Value::map({{"code", f.code}, {"where", f.where}, {"what", f.what}, {"hint", f.hint}}));
  return list;
}

Value registration_essence(const store::Registration& registration, const std::string& name) {
  Value essence = Value::map({{"csrSha256", nullptr}, {"principal", machine_key(name)}, {"names", Value::list()}});
  if (!registration.csr.empty()) {
    essence.set("csrSha256", to_hex(registration.csr_sha256));
    if (const auto csr = stored_csr(registration)) {
      std::vector<std::string> names = names_of(csr->subject, csr->sans);
      std::sort(names.begin(), names.end());
      essence.set("names", Value::list(names));
    }
  }
  essence.set("profile", registration.profile.empty() ? Value() : Value(registration.profile));
  essence.set("clientParameters", registration.client_parameters);
  return essence;
}

std::string registration_digest(const store::Registration& registration, const std::string& name) {
  return digest::sha256_hex(canonical_json(registration_essence(registration, name)));
}

void hand_out(const ReadSession& session, Outcome& outcome, const store::Certificate& certificate) {
  outcome.certificate = certificate.der;
  session.state.read([&](store::Read& read) {
    if (const auto issuer = store::issuers::find(read, certificate.issuer)) outcome.chain = {issuer->certificate};
  });
}

}  // namespace pkit
