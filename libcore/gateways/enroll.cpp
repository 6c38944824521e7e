// gateway enroll: a certificate of another CA over the key of a CSR (B6, T-B18, T-B20).
#include <algorithm>

#include "change/change.h"
#include "change/claim.h"
#include "gateways/ask.h"
#include "gateways/find.h"
#include "gateways/operations.h"
#include "gateways/status.h"
#include "gateways/view.h"
#include "store/certificates.h"
#include "x509/csr.h"
#include "x509/pem.h"

namespace pkit::gateways {

namespace {

x509::Csr read_csr(const EnrollRequest& request) {
  x509::ExaminedCsr examined = x509::examine_csr_file(request.csr, "");
  if (!examined.faults.empty()) throw error_of(request.csr_name, std::move(examined.faults));
  return std::move(*examined.csr);
}

/// A key that others have is no CA's business either.
bool is_compromised(store::Read& read, const x509::Csr& csr) {
  return store::certificates::compromised(read, to_hex(csr.key.key_id())).has_value();
}

void require_product(const Peer& peer, const std::string& product) {
  const std::vector<std::string>& known = peer.setup().products;
  if (product.empty())
    throw Error(Kind::usage, "option.missing", "which product gateway '" + peer.name() + "' is asked for is not said",
                "--product ID; pkit gateway products " + peer.name());
  if (known.empty() || std::find(known.begin(), known.end(), product) != known.end()) return;
  throw Error(Kind::denied, "gateway.product",
              "pkit.yaml does not permit product " + in_quotes(product) + " of gateway '" + peer.name() + "'",
              hint_for(product, known));
}

/// What a renewal or reissue comes in the place of: without one it fails before anything is asked (T-B20).
std::optional<store::GatewayRecord> former(Session& session, const Peer& peer, const EnrollRequest& request,
                                           const x509::Csr& csr) {
  if (request.type == "new") return std::nullopt;
  std::optional<store::GatewayRecord> found;
  if (!request.replaces.empty()) {
    found = find_record(session, peer.name(), request.replaces);
  } else {
    session.state.read([&](store::Read& read) {
      found = store::gateway_records::newest_of_subject(read, peer.name(), csr.subject.text());
    });
  }
  if (found && !found->certificate.empty()) return found;
  throw Error(Kind::not_found, "gateway.prior",
              "gateway '" + peer.name() + "' has no certificate that is known here for " +
                  (request.replaces.empty() ? "'" + printable(csr.subject.text()) + "'" : in_quotes(request.replaces)),
              "pkit gateway sync " + peer.name() + ", or --type new");
}

const char* type_word(const std::string& type) {
  return type == "renew" ? "Renew" : type == "reissue" ? "Reissue" : "New";
}

Value sans_of(const x509::Csr& csr) {
  Value map = Value::map();
  for (const x509::San& san : csr.sans) {
    const std::string type = x509::san_word(san.type);
    Value list = map[type].is_list() ? map[type] : Value::list();
    list.push(san.value);
    map.set(type, std::move(list));
  }
  return map;
}

Task task_of(const Peer& peer, const EnrollRequest& request, const x509::Csr& csr,
             const std::optional<store::GatewayRecord>& prior) {
  Value info = Value::map({{"ProductID", request.product}});
  Value parameters = Value::map();
  for (const auto& [key, value] : request.parameters) parameters.set(key, value);
  info.set("ProductParameters", std::move(parameters));
  Task task;
  task.what = request.product + (prior ? " " + request.type + " " + prior->ca_request_id : "");
  task.sha256 = csr.sha256;
  task.procedure = "Enroll";
  task.makes_certificate = true;
  task.parameter = peer.parameter({{"csr", x509::write_pem("CERTIFICATE REQUEST", csr.der)},
                                   {"subject", csr.subject.text()},
                                   {"san", sans_of(csr)},
                                   {"productInfo", std::move(info)},
                                   {"requestFormat", "PKCS10"},
                                   {"enrollmentType", type_word(request.type)}});
  if (prior)
    task.parameter.set("prior", Value::map({{"CARequestID", prior->ca_request_id}, {"serial", to_hex(prior->serial)}}));
  task.still_so = [&csr](store::Read& read) { return !is_compromised(read, csr); };
  return task;
}

/// What came back must be over the key of the request, and by the CA that pkit.yaml names.
std::vector<Fault> judge(const x509::Certificate& certificate, const x509::Csr& csr, const Peer& peer) {
  std::vector<Fault> faults;
  const auto fault = [&](const char* where, const std::string& what) {
    faults.push_back({Kind::config, "gateway.certificate", where, what, ""});
  };
  if (!equal(certificate.key.spki(), csr.key.spki())) fault("key", "it is over another key than the CSR");
  if (certificate.is_ca.value_or(false)) fault("basicConstraints", "it is a CA certificate");
  if (peer.setup().certificate.empty()) return faults;
  const x509::Certificate issuer =
      x509::parse_certificate_file(read_file(peer.setup().certificate, 1 << 16), peer.setup().certificate.string());
  if (!x509::issued_by(certificate, issuer))
    fault("issuer", "it is not signed by '" + printable(issuer.subject.text()) + "'");
  return faults;
}

/// The record and the end of its intent, in one commit.
void record_enrolled(Session& session, const EnrollRequest& request, const Answered& answered, Time now) {
  const store::GatewayRecord& record = *answered.told.record;
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_written(store::intents::update(write, answered.intent.ended()), answered.intent.row().id);
    store::gateway_records::put(write, record);
  };
  Value facts = Value::map({{"order", answered.intent.row().id},
                            {"status", record.status},
                            {"product", record.product},
                            {"csrSha256", to_hex(answered.intent.row().csr_sha256)}});
  if (answered.told.certificate) facts.set("serial", answered.told.certificate->serial_hex());
  change.events = {{"gateway.enrolled", record.gateway + " " + record.ca_request_id, facts}};
  change.request_id = request.common.request_id;
  if (!request.common.request_id.empty()) change.request_subject = record.gateway + " " + record.ca_request_id;
  commit(session, change);
}

Outcome present(const store::GatewayRecord& record, const std::string& message, Time now) {
  Outcome outcome;
  outcome.data.set("record", record_view(record, now));
  if (!message.empty()) outcome.data.set("message", message);
  outcome.certificate = record.certificate;
  if (!find_status(record.status)->certified())
    outcome.error = Error(Kind::pending, "gateway.pending",
                          "gateway '" + record.gateway + "' decides later" + (message.empty() ? "" : ": " + message),
                          "pkit gateway get " + record.gateway + " " + printable(record.ca_request_id));
  return outcome;
}

Outcome present_again(Session& session, const std::string& subject) {
  const std::size_t space = subject.find(' ');
  std::optional<store::GatewayRecord> record;
  session.state.read([&](store::Read& read) {
    record = store::gateway_records::find(read, subject.substr(0, space), subject.substr(space + 1));
  });
  if (!record)
    throw Error(Kind::state, "store.corrupt", "the record " + in_quotes(subject) + " is not there", "pkit doctor");
  return present(*record, "", operation_time(session, false));
}

/// A certificate that is not what was asked for, and a refusal, leave nothing behind but the intent (T-B18).
Outcome conclude(Session& session, const Peer& peer, const EnrollRequest& request, const x509::Csr& csr,
                 Answered answered, Time now) {
  store::GatewayRecord& record = *answered.told.record;
  if (find_status(record.status)->meaning == Meaning::failed) {
    const std::string why =
        "gateway '" + peer.name() + "' refused" + (answered.message.empty() ? "" : ": " + answered.message);
    answered.intent.abandon(why);
    throw Error(Kind::denied, "gateway.refused", why, "another try sends it anew");
  }
  if (answered.told.certificate) {
    std::vector<Fault> faults = judge(*answered.told.certificate, csr, peer);
    if (!faults.empty()) {
      const std::string why = "gateway '" + peer.name() +
                              "': the certificate that came back is not what was asked for: " + faults.front().what;
      answered.intent.let_go(why);
      throw Error(Kind::config, "gateway.certificate", why,
                  "the same again asks what became of it, and sends nothing twice", std::move(faults));
    }
  }
  if (record.product.empty()) record.product = request.product;
  record_enrolled(session, request, answered, now);
  return present(record, answered.message, now);
}

Outcome enroll_once(Session& session, const EnrollRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Setup setup = load_setup(session.home, session.state);
  const Peer peer(session, setup, request.gateway);
  peer.require_enabled();
  const x509::Csr csr = read_csr(request);
  require_product(peer, request.product);
  bool compromised = false;
  session.state.read([&](store::Read& read) { compromised = is_compromised(read, csr); });
  if (compromised)
    throw Error(Kind::denied, "key.compromised", "the key of the CSR was revoked as compromised", "make a new key");
  const std::optional<store::GatewayRecord> prior = former(session, peer, request, csr);
  const Task task = task_of(peer, request, csr, prior);
  if (request.common.dry_run) {
    Outcome outcome;
    Value would =
        Value::map({{"gateway", peer.name()}, {"ProductID", request.product}, {"type", type_word(request.type)}});
    if (prior) would.set("replaces", prior->ca_request_id);
    outcome.data = Value::map({{"dryRun", true}, {"would", std::move(would)}});
    return outcome;
  }
  const auto any = [](const ToldRecord&) { return true; };
  return conclude(session, peer, request, csr, ask(session, peer, task, now, any), now);
}

}  // namespace

Outcome enroll(Session& session, const EnrollRequest& request) {
  Value parameters = Value::map();
  for (const auto& [key, value] : request.parameters) parameters.set(key, value);
  const Value inputs = Value::map({{"gateway", request.gateway},
                                   {"csr", request.csr},
                                   {"product", request.product},
                                   {"type", request.type},
                                   {"replaces", request.replaces},
                                   {"parameters", std::move(parameters)}});
  return once(
      session, request.common, "gateway enroll", inputs, [&] { return enroll_once(session, request); },
      [&](const std::string& subject) { return present_again(session, subject); });
}

}  // namespace pkit::gateways
