#include "bridge/realm_gateway.h"

#include <algorithm>
#include <set>

#include "authority/returned.h"
#include "bridge/calls.h"
#include "bridge/trust.h"
#include "bridge/user_kind.h"
#include "decision/intake.h"
#include "digest/digest.h"
#include "x509/csr.h"
#include "x509/san.h"

namespace pkit::bridge {

namespace {

using authority::Mandate;
using authority::Order;
using authority::Reply;
using Result = Reply::Result;
constexpr realm::Procedure kGeneration = realm::Procedure::certificate_generation;
constexpr const char* kUnknown =
    "it was asked for a certificate of this CSR before, and what became of that is not known: the same --request-id "
    "asks again, or make another CSR";

constexpr Duration kAhead = 60'000;

struct Ours {
  const realm::Realm& realm;
  const Setup& setup;
  Session& session;
  Enrolment enrolment;
  std::string order_id;  // of who asks now
};

std::set<std::string> texts_of(const std::vector<x509::San>& sans) {
  std::set<std::string> texts;
  for (const x509::San& san : sans) texts.insert(x509::san_text(san));
  return texts;
}

/// What a PKI copied out of the CSR is what the user would like to be called. What it adds itself is its own word.
std::vector<std::string> asked_and_not_granted(BytesView csr, const x509::CertificateFields& granted,
                                               const x509::Certificate& c) {
  const x509::ExaminedCsr asked = x509::examine_csr(csr);
  const std::set<std::string> wanted = asked.csr ? texts_of(asked.csr->sans) : std::set<std::string>();
  const std::set<std::string> given = texts_of(granted.sans);
  std::vector<std::string> found;
  for (const std::string& name : texts_of(c.sans))
    if (wanted.contains(name) && !given.contains(name)) found.push_back(name);
  return found;
}

/// The types of a subject's attributes, each once.
std::set<std::string> types_of(const x509::Name& name) {
  std::set<std::string> types;
  for (const std::vector<x509::Attribute>& rdn : name.rdns())
    for (const x509::Attribute& attribute : rdn) types.insert(attribute.oid);
  return types;
}

/// Is one of these what the CSR has, in whatever case (RFC 5280 7.1)?
bool has_any_of(const std::vector<std::string>& has, const std::vector<std::string>& asked) {
  return std::ranges::any_of(has, [&](const std::string& one) {
    return std::ranges::any_of(asked, [&](const std::string& other) { return lower(one) == lower(other); });
  });
}

/// Subject attributes but for the CN, by their keys: those of a granted type that are not as they were granted, and of
/// the others those with a value that the CSR asked for.
std::vector<std::string> subject_differences(BytesView csr, const x509::CertificateFields& fields,
                                             const x509::Certificate& c) {
  const x509::Name granted = x509::Name::parse(fields.subject);
  const x509::ExaminedCsr asked = x509::examine_csr(csr);
  const x509::Name wanted = asked.csr ? asked.csr->subject : x509::Name();
  std::set<std::string> types = types_of(granted);
  types.merge(types_of(wanted));
  std::vector<std::string> differ;
  for (const std::string& type : types) {
    const std::vector<std::string> gives = granted.values(type), has = c.subject.values(type);
    const bool is_other = gives.empty() ? has_any_of(has, wanted.values(type)) : has != gives;
    if (type != *x509::attribute_oid("CN") && is_other) differ.push_back(x509::attribute_key(type));
  }
  return differ;
}

/// The PKI is not told an end (D21), and counts the profile's life from its own clock and from when it is asked.
Time last_end(const x509::CertificateFields& granted, Time now) {
  return now + (granted.not_after - granted.not_before) + kAhead;
}

class RealmGateway : public authority::Gateway {
 public:
  RealmGateway(const authority::AuthorityConfig& config, std::vector<x509::Certificate> chain, Ours ours)
      : Gateway(config, std::move(chain), ours.setup.adapters.at(ours.realm.find(kGeneration)->adapter),
                ours.session.home.directory, ours.session.world),
        ours_(std::move(ours)) {}

  Reply send(Mandate mandate, const Order& order) const override {
    Reply reply = generate(order, 1, false);
    settle(reply, mandate, order);
    return reply;
  }

  /// Document D has no procedure that tells what became of an order. The same one again, by the id that the PKI knows,
  /// only where who asked asks the same again.
  Reply ask(const Mandate& mandate, const Order& order) const override {
    const bool same = may_bind(order);
    Reply reply = same ? generate(order, 2, false) : Reply();
    if (!same) reply.message = kUnknown;
    settle(reply, mandate, order);
    return reply;
  }

  Reply rehearse_order(const Mandate&, const Order& order) const override {
    Reply reply = generate(order, 1, true);
    reply.certificate.reset();
    tell(reply);
    return reply;
  }

  /// The CSR alone does not tell for which device and application it was sent (D20): the request id does.
  bool may_bind(const Order& order) const override { return order.request_id == ours_.order_id; }

  std::string again() const override {
    return "with the same --request-id the procedure is called again by the same requestId; else make another CSR";
  }

  /// D20: over the CSR's key, for the required name, for no more and no longer than the profile grants, and one that
  /// the realm itself would believe.
  std::vector<Fault> judge(const Mandate& mandate, const Order& order, const x509::Certificate& c) const override {
    std::vector<Fault> faults;
    const auto fault = [&](const char* where, const std::string& what) {
      faults.push_back({Kind::config, "gateway.certificate", where, what, ""});
    };
    if (!equal(c.key.spki(), mandate.fields().spki)) fault("key", "it is over another key than the CSR");
    const std::vector<std::string> names = c.subject.values("CN");
    if (names != std::vector<std::string>{ours_.enrolment.common_name})
      fault("subject", "its CN is not the required '" + printable(ours_.enrolment.common_name) + "'");
    if (!x509::issued_by(c, issuer())) fault("issuer", "it is not signed by '" + issuer().subject.text() + "'");
    for (const std::string& key : subject_differences(order.csr, mandate.fields(), c))
      fault("subject", "its " + key + " is not what was granted");
    for (Fault& found : authority::judge_usages(c, mandate.fields())) faults.push_back(std::move(found));
    if (const Time last = last_end(mandate.fields(), order.now); c.not_after > last)
      fault("notAfter", "it ends at " + print_time(c.not_after) + ", later than " + print_time(last));
    for (const std::string& name : asked_and_not_granted(order.csr, mandate.fields(), c))
      fault("subjectAltName", "it names " + printable(name) + " as the CSR does, and nothing grants that");
    const path::Pool pool = pool_of_realm(ours_.session, ours_.setup, ours_.realm);
    // It was made after the time that was read, and by another clock.
    const Time at = c.not_before > order.now && c.not_before <= order.now + kAhead ? c.not_before : order.now;
    for (Fault& found : trust_faults(c, pool, ours_.session.state, at, Kind::config))
      faults.push_back(std::move(found));
    return faults;
  }

 private:
  Reply generate(const Order& order, int attempt, bool dry_run) const {
    Reply reply;
    const Duration begun = ours_.session.world.steady();
    Calls calls(ours_.realm, ours_.setup.adapters,
                adapter::ask_programs(ours_.session.home.directory, ours_.session.world), order.request_id, dry_run);
    try {
      const Value answer =
          calls.call(kGeneration, ours_.enrolment.generation_parameter(order.csr), order.request_id, attempt);
      reply.certificate = bridge::read_certificate(answer, reply.message);
      if (reply.message.empty()) reply.result = Result::issued;
    } catch (const Error& error) {
      reply.message = error.what();
    }
    reply.told = Value::map({{"tookMs", ours_.session.world.steady() - begun}});
    return reply;
  }

  /// What came back is the certificate only where it is sound.
  void settle(Reply& reply, const Mandate& mandate, const Order& order) const {
    if (reply.result == Result::issued) reply.faults = judge(mandate, order, *reply.certificate);
    if (!reply.faults.empty()) {
      reply.result = Result::failed;
      reply.message = "the certificate that came back is not what was asked for: " + reply.faults.front().what;
    }
    if (reply.result != Result::issued) reply.certificate.reset();
    tell(reply);
  }

  /// The procedure's input and answer hold what nobody else may see: neither is told.
  void tell(Reply& reply) const {
    const Value took = reply.told["tookMs"];
    reply.told = Value::map({{"procedure", ours_.realm.find(kGeneration)->text()},
                             {"result", authority::reply_word(reply.result)},
                             {"message", reply.message},
                             {"answer", ""},
                             {"stderr", ""},
                             {"tookMs", took.is_int() ? took : Value(0)}});
  }

  const Ours ours_;
};

}  // namespace

std::shared_ptr<authority::Gateway> gateway_of(Session& session, const Setup& setup, const Intake& intake,
                                               const authority::Authority& opened) {
  Enrolment enrolment = enrolment_in(intake.beside);
  const realm::Realm& realm = setup.realms.at(enrolment.realm);
  if (!realm.find(kGeneration)) return nullptr;
  return std::make_shared<RealmGateway>(setup.authorities.at(opened.name()), opened.chain(),
                                        Ours{realm, setup, session, std::move(enrolment), intake.order_id});
}

std::string order_id(const Session& session, const std::string& request_id, BytesView csr_sha256) {
  if (request_id.empty()) return random_id(session.world, 'g');
  constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  const digest::Digest digest =
      digest::sha256("pkit-realm-order-v1\n" + session.requester() + "\n" + request_id + "\n" + to_hex(csr_sha256));
  std::string id = "g-";
  for (std::size_t i = 0; i < 16; ++i) id += kAlphabet[digest[i] & 31];
  return id;
}

}  // namespace pkit::bridge
