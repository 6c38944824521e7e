// enroll: the agent has made a key at its store, and the one pipeline decides of it (B3, T-B8).
#include "agents/known_entry.h"
#include "agents/wire.h"
#include "certstores/entries.h"
#include "change/change.h"
#include "change/refusal.h"
#include "decision/proof.h"
#include "digest/digest.h"
#include "renewal/operations.h"
#include "x509/csr.h"
#include "x509/pem.h"

namespace pkit::agents {

namespace {

constexpr const char* kEnrolledReply[] = {"Result", "Certificate"};

const char* presented(bool shown) { return shown ? "proven" : "unproven"; }

x509::Csr csr_of(const std::string& text, const x509::Certificate& present) {
  x509::ExaminedCsr examined = x509::examine_csr_file(text, "");
  if (!examined.csr) throw error_of("CSRText", std::move(examined.faults));
  if (examined.csr->subject.der() == present.subject.der()) return std::move(*examined.csr);
  throw Error(Kind::input, "agent.message",
              "CSRText is for '" + printable(examined.csr->subject.text()) + "', and the entry's subject is '" +
                  printable(present.subject.text()) + "'");
}

/// The holder's newest certificate is the one that lies there, or was given for this very key: its answer was lost. A
/// run has one certificate, so that what comes again is over the same key.
void require_newest(const ReadSession& session, const KnownEntry& entry, const store::ScheduledJob& job,
                    const x509::Csr& csr) {
  const x509::Certificate newest = x509::parse_certificate(newest_certificate(session, entry.certificate.principal));
  if (equal(newest.key.key_id(), csr.key.key_id())) return;
  if (has_certificate(job)) refuse_second_certificate(job);
  if (newest.der == entry.certificate.der) return;
  throw Error(Kind::conflict, "certstore.foreign", "its holder has a later certificate, which may be in use elsewhere",
              "pkit job schedule inventory, or add puts that one there");
}

[[noreturn]] void refuse_possession(Session& session, const KnownAgent& agent, const store::ScheduledJob& job,
                                    const std::string& what, const std::string& hint) {
  constexpr const char* code = "agent.possession";
  const Time now = operation_time(session, true);
  session.database.write([&](store::Write& write) {
    tell_refusal(write, now, session.actor, "proof.refused", job.id,
                 Value::map({{"code", code}, {"agent", agent.principal.name}}));
  });
  throw Error(Kind::authentication, code, what, hint);
}

/// Who replaces a key shows that it has the present one, as rotate-key asks of everybody else. A request over the very
/// key that is known to lie there shows that itself. Document B's message has no member for it, so that an agent of
/// another make cannot: then it is the operator's word, where that was given.
bool shows_present_key(Session& session, const KnownAgent& agent, const store::ScheduledJob& job, const Value& message,
                       const x509::Csr& csr, const x509::Certificate& present) {
  if (equal(present.key.key_id(), csr.key.key_id())) return true;
  const std::string text = message.text_or("PresentKeyProof");
  if (!text.empty()) {
    const std::optional<Bytes> signature = from_base64(text);
    const Bytes signed_text = possession_message(message.text_or("SessionToken"), csr.der, job.id);
    if (signature && is_signed_by(present, signed_text, *signature)) return true;
    refuse_possession(session, agent, job, "PresentKeyProof is not by the key that is to be replaced",
                      "pkit job schedule inventory, before: another certificate may lie there by now");
  }
  if (says(job.parameters["withoutProof"])) return false;
  refuse_possession(session, agent, job, job.id + " needs a proof of the key that is to be replaced",
                    "of an agent that cannot give one: pkit job schedule reenrollment --without-proof");
}

/// In the history, whatever the agent tells later: for whom, and by which right.
EventDraft enrolled(const KnownAgent& agent, const KnownEntry& entry, const store::ScheduledJob& job, bool shown,
                    const std::string& fingerprint) {
  return {"agent.enrolled", job.id,
          Value::map({{"agent", agent.principal.name},
                      {"store", job.store},
                      {"holder", entry.certificate.principal},
                      {"presentKey", presented(shown)},
                      {"fingerprint", fingerprint}})};
}

/// What is known of the store from now on: it has the new one, by this run.
store::AgentInventory with_new(const KnownEntry& entry, const store::ScheduledJob& job, const Outcome& issued) {
  store::AgentInventory inventory = entry.inventory;
  inventory.job = job.id;
  inventory.claimed = audit_id(job);
  Value items = Value::list(), thumbprints = Value::list();
  thumbprints.push(certstores::thumbprint(BytesView(issued.certificate)));
  for (const Bytes& issuer : issued.chain) thumbprints.push(certstores::thumbprint(BytesView(issuer)));
  for (std::size_t i = 0; i < entry.inventory.items.items().size(); ++i) {
    Value item = entry.inventory.items.items()[i];
    if (i == entry.item) {
      if (item.text_or("Alias") == certstores::thumbprint(BytesView(entry.certificate.der)))
        item.set("Alias", thumbprints.items().front());
      item.set("Thumbprints", thumbprints);
      item.set("fingerprint", digest::sha256_hex(as_text(issued.certificate)));
    }
    items.push(std::move(item));
  }
  inventory.items = std::move(items);
  return inventory;
}

/// By the certificate's own commit the run has it, and the history tells of it: of two at once one alone gets one.
void add_run(Change& change, const KnownAgent& agent, const KnownEntry& entry, const store::ScheduledJob& job,
             bool shown, const Outcome& issued) {
  change.events.push_back(enrolled(agent, entry, job, shown, digest::sha256_hex(as_text(issued.certificate))));
  const Renamed renamed{certstores::thumbprint(BytesView(entry.certificate.der)),
                        certstores::thumbprint(BytesView(issued.certificate))};
  change.rows = [agent, job, renamed, inventory = with_new(entry, job, issued),
                 rows = std::move(change.rows)](store::Write& write) {
    if (rows) rows(write);
    give_certificate(write, agent, job, renamed);
    store::agent_inventories::keep(write, inventory);
  };
}

/// One that an earlier run of the job was given, and asks for again by the same request id, is this run's.
void take_over(Session& session, const KnownAgent& agent, const KnownEntry& entry, const store::ScheduledJob& job,
               bool shown, const Outcome& issued) {
  store::ScheduledJob now;
  session.state.read([&](store::Read& read) { now = store::scheduled_jobs::find(read, job.id).value_or(job); });
  if (has_certificate(now)) return;
  Change change;
  begin_change(change, session, operation_time(session, true));
  add_run(change, agent, entry, job, shown, issued);
  commit(session, change);
}

}  // namespace

Outcome enrol(Session& session, const MessageRequest& request) {
  const Value message = read_message(request, kEnrolFields);
  const KnownAgent agent = agent_of(session, request, message);
  const store::ScheduledJob job = held_job(session, agent, message);
  if (job.type != store::JobType::reenrollment)
    throw Error(Kind::conflict, "job.state", job.id + " is no re-enrolment");
  const KnownEntry entry = known_entry(session, agent, job);
  const x509::Certificate present = x509::parse_certificate(entry.certificate.der);
  const x509::Csr csr = csr_of(message.text_or("CSRText"), present);
  require_newest(session, entry, job, csr);
  const bool shown = shows_present_key(session, agent, job, message, csr, present);
  RotateKeyRequest asked;
  asked.principal = entry.certificate.principal;
  asked.csr = message.text_or("CSRText");
  asked.csr_name = "CSRText";
  asked.verified = Value::map({{"agent", agent.principal.name}, {"presentKey", presented(shown)}});
  asked.key_shown = shown;
  asked.common = request.common;
  asked.beside = [&](Change& change, const Outcome& issued) { add_run(change, agent, entry, job, shown, issued); };
  Outcome outcome = rotate_key(session, asked);
  const bool issued = !outcome.error && !outcome.certificate.empty();
  if (issued) take_over(session, agent, entry, job, shown, outcome);
  outcome.data =
      Value::map({{"Result", outcome.error ? bad_result(*outcome.error) : good_result()},
                  {"Certificate", issued ? Value(x509::write_pem("CERTIFICATE", outcome.certificate)) : Value()}});
  return outcome;
}

constinit const Operation kEnroll = operation<MessageRequest, enrol>(
    {.name = "enroll", .inputs = kMessageInputs, .data = &shape::agent_enrolled, .reply = kEnrolledReply});

}  // namespace pkit::agents
