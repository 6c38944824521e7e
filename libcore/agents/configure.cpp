// job-config: the agent takes a job, and is told what to do.
#include "agents/known_agent.h"
#include "agents/known_entry.h"
#include "agents/wire.h"
#include "certstores/entries.h"
#include "certstores/material.h"
#include "jobs/custom.h"
#include "jobs/lease.h"
#include "jobs/material.h"
#include "store/agents.h"
#include "x509/certificate.h"
#include "x509/pkcs12.h"

namespace pkit::agents {

namespace {

constexpr const char* kConfigurationReply[] = {
    "InventoryEndpoint", "AuditId",   "JobCancelled",   "Result",     "Job",
    "ClientMachine",     "StorePath", "StorePassword",  "KeyType",    "KeySize",
    "Subject",           "Entropy",   "EnrollEndpoint", "Properties", "MaxCharactersToReturn"};

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
  certstores::require_sound(session, addition);
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
  part.set("Overwrite", says(job.parameters["overwrite"]));
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

Value list_or_none(const Value& list) { return list.is_list() ? list : Value::list(); }

/// {ClientMachine, Dirs, IgnoredDirs, Extensions, NamePatterns, SymLinks}: no link is followed.
Value discovery_part(const KnownAgent& agent, const store::ScheduledJob& job) {
  return Value::map({{"ClientMachine", agent.principal.name},
                     {"Dirs", list_or_none(job.parameters["directory"])},
                     {"IgnoredDirs", list_or_none(job.parameters["ignore"])},
                     {"Extensions", list_or_none(job.parameters["extension"])},
                     {"NamePatterns", list_or_none(job.parameters["fileName"])},
                     {"SymLinks", false}});
}

/// {ClientMachine, JobId, JobType, JobProperties, RequestTimestamp, CurrentRetryCount}: no agent of document B's is
/// told more of such a job than its properties.
Value custom_part(const Session& session, const KnownAgent& agent, const store::ScheduledJob& job) {
  jobs::CustomJob custom = jobs::custom_job(session, job);
  return Value::map({{"ClientMachine", agent.principal.name},
                     {"JobId", job.id},
                     {"JobType", custom.type},
                     {"JobProperties", std::move(custom.properties)},
                     {"RequestTimestamp", custom.requested},
                     {"CurrentRetryCount", custom.tries}});
}

/// What is told of a job beside what all have.
void add_part(Session& session, const KnownAgent& agent, const store::ScheduledJob& job, Value& told) {
  using Type = store::JobType;
  if (job.type == Type::inventory)
    told.set("Job", inventory_part(session, agent, job));
  else if (job.type == Type::management)
    told.set("Job", management_part(session, agent, job));
  else if (job.type == Type::discovery)
    told.set("Job", discovery_part(agent, job));
  else if (job.type == Type::reenrollment)
    add_reenrollment(session, agent, job, told);
  else if (job.type == Type::custom)
    told.set("Job", custom_part(session, agent, job));
  else if (job.type == Type::fetch_logs)
    told.set("MaxCharactersToReturn", kMostLog);
  else
    throw Error(Kind::conflict, "agent.job", "agents do no job " + std::string(jobs::kind_of(job).word));
}

/// Without its AuditId, which it has when it is handed out.
Value configuration(Session& session, const KnownAgent& agent, const store::ScheduledJob& job) {
  Value told = Value::map();
  if (job.type == store::JobType::inventory) told.set("InventoryEndpoint", kInventory.name);
  told.set("AuditId", 0);
  told.set("JobCancelled", false);
  told.set("Result", good_result());
  add_part(session, agent, job, told);
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

/// That it leaves, and above all that a key does, each time that it does.
EventDraft handed_out(const KnownAgent& agent, const store::ScheduledJob& job, const Value& told) {
  const Value& entry = told["Job"];
  const bool key = entry["EntryContents"].is_text() && entry["PrivateKeyEntry"].as_bool();
  Value data = Value::map(
      {{"agent", agent.principal.name}, {"kind", jobs::kind_of(job).word}, {"store", job.store}, {"key", key}});
  if (!entry.text_or("Thumbprint").empty()) data.set("Thumbprint", entry["Thumbprint"]);
  return {"job.handed-out", job.id, std::move(data)};
}

/// It asks again where the answer was lost: then it is at it already.
jobs::RunningJob taken(Session& session, const KnownAgent& agent, const store::ScheduledJob& job, Time now) {
  const bool held = job.state == store::JobState::in_process && job.lease_until > session.world.now();
  if (held && job.holder == agent.holder) return {job, job.claimed.has_value()};
  if (!job.not_before || *job.not_before > now || held)
    throw Error(Kind::conflict, "job.state",
                job.id + " is " + store::state_word(job.state) + ", and not to be done now");
  std::vector<jobs::RunningJob> claimed = jobs::claim(session, {job}, agent.holder);
  if (claimed.empty()) throw Error(Kind::conflict, "state.changed", job.id + " was changed meanwhile", "ask again");
  return std::move(claimed.front());
}

/// Durable before it leaves.
Value taken_configuration(Session& session, const KnownAgent& agent, const store::ScheduledJob& job, Time now) {
  jobs::RunningJob running = taken(session, agent, job, now);
  Value told = configured(session, agent, running, now);
  Change change;
  begin_change(change, session, now);
  change.events = {handed_out(agent, running.job, told)};
  const Time until = session.world.now() + kSessionLife;
  change.rows = [&](store::Write& write) { store::agent_sessions::prolong(write, agent.principal.id, until); };
  jobs::hand_out(session, running, std::move(change));
  told.set("AuditId", audit_id(running.job));
  return told;
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
    outcome.data = taken_configuration(session, agent, job, now);
  return outcome;
}

constinit const Operation kJobConfig = operation<MessageRequest, configure_job>(
    {.name = "job-config", .inputs = kMessageInputs, .data = &shape::job_configuration, .reply = kConfigurationReply});

}  // namespace pkit::agents
