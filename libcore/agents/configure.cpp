// job-config: the agent takes a job, and is told what to do.
#include "agents/known_agent.h"
#include "agents/known_entry.h"
#include "agents/wire.h"
#include "certstores/entries.h"
#include "certstores/material.h"
#include "jobs/lease.h"
#include "jobs/material.h"
#include "store/agents.h"
#include "x509/certificate.h"
#include "x509/pkcs12.h"

namespace pkit::agents {

namespace {

constexpr const char* kConfigurationReply[] = {
    "InventoryEndpoint", "AuditId", "JobCancelled", "Result",  "Job",     "ClientMachine",  "StorePath",
    "StorePassword",     "KeyType", "KeySize",      "Subject", "Entropy", "EnrollEndpoint", "Properties"};

/// {ClientMachine, StorePath, StorePassword, Category}: a store's password is known where the store is.
Value store_part(const KnownAgent& agent, const store::ScheduledJob& job) {
  return Value::map(
      {{"ClientMachine", agent.principal.name}, {"StorePath", job.store}, {"StorePassword", ""}, {"Category", 0}});
}

/// What is known of the store, so that the agent can tell what is new.
Value last_inventory(Session& session, const KnownAgent& agent, const store::ScheduledJob& job) {
  std::optional<store::AgentInventory> kept;
  session.state.read(
      [&](store::Read& read) { kept = store::agent_inventories::kept(read, agent.principal.id, job.store); });
  Value items = Value::list();
  if (kept)
    for (const Value& item : kept->items.items())
      items.push(Value::map({{"Alias", item["Alias"]},
                             {"PrivateKeyEntry", item["PrivateKeyEntry"]},
                             {"Thumbprints", item["Thumbprints"]}}));
  return items;
}

Value inventory_part(Session& session, const KnownAgent& agent, const store::ScheduledJob& job) {
  Value part = store_part(agent, job);
  part.set("Inventory", last_inventory(session, agent, job));
  return part;
}

struct Entry {
  std::string contents, password;  // base64 of PKCS#12 and its password, or of DER
  std::string thumbprint;
  bool key = false;
};

/// Key, certificate and chain under a password of this configuration alone.
Entry entry_of(Session& session, const store::ScheduledJob& job) {
  const certstores::Addition addition = certstores::addition_of(jobs::material_of(session, job.parameters));
  const std::string thumbprint = certstores::thumbprint(addition.certificate);
  if (!addition.key) return {to_base64(addition.certificate.der), "", thumbprint, false};
  const Secret password = random_passphrase(session.world), plain;
  const Secret key = addition.key->to_pem(plain);
  const Secret pkcs12 =
      x509::make_pkcs12({key.reveal(), plain, addition.certificate.der, addition.chain, ""}, password);
  return {to_base64(as_bytes(pkcs12.reveal())), std::string(password.reveal()), thumbprint, true};
}

Value management_part(Session& session, const KnownAgent& agent, const store::ScheduledJob& job) {
  const Entry entry = job.operation == store::JobOperation::add ? entry_of(session, job) : Entry();
  Value part = store_part(agent, job);
  part.set("OperationType", operation_number(job.operation));
  part.set("StoreType", 0);
  part.set("Alias", job.parameters.text_or("alias"));
  part.set("PrivateKeyEntry", entry.key);
  part.set("EntryPassword", "");
  part.set("Thumbprint", entry.thumbprint);
  part.set("EntryContents", entry.contents);
  part.set("PfxPassword", entry.password);
  part.set("Overwrite", job.parameters["overwrite"].is_bool());
  part.set("Properties", "{}");
  return part;
}

/// {ClientMachine, StorePath, StorePassword, KeyType, KeySize, Subject, Entropy, EnrollEndpoint, Properties}: flat, and
/// with no alias, for the subject says which entry is meant.
void add_reenrollment(Session& session, const KnownAgent& agent, const store::ScheduledJob& job, Value& told) {
  const KnownEntry entry = known_entry(session, agent, job);
  const x509::Certificate certificate = x509::parse_certificate(entry.certificate.der);
  const std::string asked = job.parameters.text_or("keyType");
  const KeyWords key = key_words(asked.empty() ? certificate.key.word() : asked);
  told.set("ClientMachine", agent.principal.name);
  told.set("StorePath", job.store);
  told.set("StorePassword", "");
  told.set("KeyType", key.type);
  told.set("KeySize", key.size);
  told.set("Subject", certificate.subject.text());
  told.set("Entropy", "");
  told.set("EnrollEndpoint", kEnroll.name);
  told.set("Properties", Value::map({{"separatePrivateKey", false}, {"privateKeyPath", ""}}));
}

Value configuration(Session& session, const KnownAgent& agent, const store::ScheduledJob& job) {
  const bool inventory = job.type == store::JobType::inventory;
  const bool reenrollment = job.type == store::JobType::reenrollment;
  Value told = Value::map();
  if (inventory) told.set("InventoryEndpoint", kInventory.name);
  told.set("AuditId", audit_id(job));
  told.set("JobCancelled", false);
  told.set("Result", good_result());
  if (reenrollment)
    add_reenrollment(session, agent, job, told);
  else
    told.set("Job", inventory ? inventory_part(session, agent, job) : management_part(session, agent, job));
  return told;
}

/// What cannot be had for the agent is a Failure of the job, which nobody else would record.
Value configured(Session& session, const KnownAgent& agent, const jobs::RunningJob& running, Time now) {
  try {
    return configuration(session, agent, running.job);
  } catch (const Error& error) {
    if (error.kind() == Kind::internal) throw;
    jobs::JobDone failed;
    failed.result = store::JobResult::failure;
    failed.message = error.what();
    settle(session, running, failed, now);
    throw Error(Kind::conflict, "agent.job", running.job.id + " cannot be had: its platform has recorded why");
  }
}

/// It asks again where the answer was lost: then it is at it already.
jobs::RunningJob taken(Session& session, const KnownAgent& agent, const store::ScheduledJob& job, Time now) {
  const bool held = job.state == store::JobState::in_process && job.lease_until > session.world.now();
  if (held && job.holder == agent.holder) {
    jobs::RunningJob running{job, job.claimed.has_value()};
    if (!running.resumed && !jobs::hand_out(session, running, now))
      throw Error(Kind::conflict, "state.changed", job.id + " was changed meanwhile", "ask again");
    return running;
  }
  if (!job.not_before || *job.not_before > now || held)
    throw Error(Kind::conflict, "job.state",
                job.id + " is " + store::state_word(job.state) + ", and not to be done now");
  std::vector<jobs::RunningJob> claimed = jobs::claim(session, {job}, agent.holder);
  if (claimed.empty() || !jobs::hand_out(session, claimed.front(), now))
    throw Error(Kind::conflict, "state.changed", job.id + " was changed meanwhile", "ask again");
  return std::move(claimed.front());
}

}  // namespace

Outcome configure_job(Session& session, const MessageRequest& request) {
  const Value message = read_message(request, kConfigureFields);
  const KnownAgent agent = agent_of(session, request, message);
  const Time now = operation_time(session, true);
  store::ScheduledJob job;
  session.state.read([&](store::Read& read) { job = job_of(read, agent, message); });
  Outcome outcome;
  if (job.state == store::JobState::cancelled)
    outcome.data = Value::map({{"AuditId", 0}, {"JobCancelled", true}, {"Result", good_result()}});
  else
    outcome.data = configured(session, agent, taken(session, agent, job, now), now);
  return outcome;
}

constinit const Operation kJobConfig = operation<MessageRequest, configure_job>(
    {.name = "job-config", .inputs = kMessageInputs, .data = &shape::job_configuration, .reply = kConfigurationReply});

}  // namespace pkit::agents
