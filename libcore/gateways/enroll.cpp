// gateway enroll: a certificate of another CA over the key of a CSR (B6, T-B18, T-B20).
#include <algorithm>

#include "change/change.h"
#include "change/claim.h"
#include "gateways/ask.h"
#include "gateways/fetch.h"
#include "gateways/find.h"
#include "gateways/judge.h"
#include "gateways/operations.h"
#include "gateways/status.h"
#include "gateways/under_way.h"
#include "gateways/view.h"
#include "store/certificates.h"
#include "x509/csr.h"
#include "x509/pem.h"

namespace pkit::gateways {

namespace {

constexpr Input kEnrollInputs[] = {
    input<&EnrollRequest::gateway>("gateway", "GATEWAY", "its name in pkit.yaml").argument().needed(),
    document<&EnrollRequest::csr, &EnrollRequest::csr_name>("csr", "FILE",
                                                            "the certificate signing request; - is standard input")
        .needed(),
    input<&EnrollRequest::product>("product", "ID", "which of the CA's products").needed(),
    input<&EnrollRequest::type>("type", "TYPE", "in the place of nothing, or of a former certificate")
        .among(kOneOf<"new", "renew", "reissue">),
    input<&EnrollRequest::replaces>("replaces", "ID",
                                    "what it comes in the place of; without it the newest of the same subject"),
    input<&EnrollRequest::parameters>("param", "NAME=VALUE", "a parameter of the product"),
};

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
  task.what = enrolment_name(request.product, prior ? request.type + " " + prior->ca_request_id : "");
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
  return task;
}

/// Of the CSR, as far as an order of it is known: what it was of, so that it is not made twice, and over which key its
/// certificate has to be.
void belong_to(const x509::Csr& csr, const EnrollRequest& request, store::GatewayRecord& record) {
  record.csr_sha256 = to_hex(csr.sha256);
  if (record.certificate.empty()) record.key_id = to_hex(csr.key.key_id());
  if (record.product.empty()) record.product = request.product;
}

void require_same_way(store::Read& read, const Session& session, const Peer& peer, const EnrollRequest& request,
                      const x509::Csr& csr, const std::optional<store::GatewayRecord>& prior) {
  const std::optional<std::string> other = other_way(read, peer, request, csr, prior, session.world.now());
  if (!other) return;
  throw Error(Kind::conflict, "gateway.differs",
              "gateway '" + peer.name() + "' was asked for a certificate of this CSR already, as " + in_quotes(*other) +
                  ", and what becomes of that is not known yet",
              "ask for the same again, or make another CSR");
}

/// The record and the end of its intent, in one commit. What another process kept meanwhile is not undone by an older
/// answer.
void record_enrolled(Session& session, const EnrollRequest& request, const Answered& answered, Time now) {
  const store::GatewayRecord& record = *answered.told.record;
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    const auto kept = store::gateway_records::find(write, record.gateway, record.ca_request_id);
    const store::GatewayRecord next = completed(kept, record);
    if (const std::string fault = kept ? contradiction(*kept, next) : ""; !fault.empty())
      throw Error(Kind::config, "gateway.record",
                  "gateway '" + record.gateway + "', record " + in_quotes(record.ca_request_id) + ": " + fault);
    if (kept && kept->certificate.empty() && !kept->csr_sha256.empty() && kept->csr_sha256 != record.csr_sha256)
      throw Error(Kind::config, "gateway.record",
                  "gateway '" + record.gateway + "', record " + in_quotes(record.ca_request_id) +
                      ": another CSR's order waits under that id");
    require_written(store::intents::update(write, answered.intent.ended()), answered.intent.row().id);
    store::gateway_records::put(write, next);
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

/// Why there is no certificate that would be of use.
std::optional<Error> lack_of(const store::GatewayRecord& record, const std::string& message, Time now) {
  const RecordState state = state_of(record, now);
  const std::string who = "gateway '" + record.gateway + "'", why = message.empty() ? "" : ": " + message;
  if (state == RecordState::valid) return std::nullopt;
  if (state == RecordState::waiting)
    return Error(Kind::pending, "gateway.pending", who + " decides later" + why,
                 "pkit gateway get " + record.gateway + " " + printable(record.ca_request_id));
  if (state == RecordState::failed)
    return Error(Kind::denied, "gateway.refused", who + " refused" + why, "another try sends it anew");
  return Error(
      Kind::denied, "gateway.ended",
      who + ": the certificate " + (state == RecordState::revoked ? "is revoked" : "has ended") + " already" + why,
      "a new CSR");
}

/// What has ended is told, and given to nobody.
Outcome present(const store::GatewayRecord& record, const std::string& message, Time now) {
  Outcome outcome;
  outcome.data.set("record", record_view(record, now));
  if (!message.empty()) outcome.data.set("message", message);
  outcome.error = lack_of(record, message, now);
  if (!outcome.error) outcome.certificate = record.certificate;
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
    std::vector<Fault> faults = Judge(peer).faults_of(*answered.told.certificate, to_hex(csr.key.key_id()));
    if (!faults.empty()) {
      const std::string why = "gateway '" + peer.name() +
                              "': the certificate that came back is not what was asked for: " + faults.front().what;
      answered.intent.let_go(why);
      throw Error(Kind::config, "gateway.certificate", why,
                  "the same again asks what became of it, and sends nothing twice", std::move(faults));
    }
  }
  belong_to(csr, request, record);
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
  std::optional<store::GatewayRecord> waiting;
  session.state.read([&](store::Read& read) {
    waiting = waiting_order(read, request, csr);
    require_same_way(read, session, peer, request, csr, prior);
  });
  Task task = task_of(peer, request, csr, prior);
  task.still_so = [&](store::Read& read) {
    const auto order = waiting_order(read, request, csr);
    require_same_way(read, session, peer, request, csr, prior);
    return !is_compromised(read, csr) && (!order || (waiting && order->ca_request_id == waiting->ca_request_id));
  };
  if (request.common.dry_run) {
    Outcome outcome;
    Value would =
        Value::map({{"gateway", peer.name()}, {"ProductID", request.product}, {"type", type_word(request.type)}});
    if (prior) would.set("replaces", prior->ca_request_id);
    if (waiting) would.set("waits", waiting->ca_request_id);
    outcome.data = Value::map({{"dryRun", true}, {"would", std::move(would)}});
    return outcome;
  }
  // One that the CA does not know any more is ordered anew.
  if (waiting)
    if (const auto record = take(session, peer, waiting->ca_request_id, now, request.common.request_id))
      return present(*record, "", now);
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

constinit const Operation kEnroll = operation<EnrollRequest, enroll>(
    {.name = "gateway enroll", .inputs = kEnrollInputs, .data = &shape::gateway_enrolled});

}  // namespace pkit::gateways
