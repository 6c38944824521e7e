// job schedule: what is to be done, and when.
#include <algorithm>

#include "base/address.h"
#include "catalog/job_kinds.h"
#include "catalog/schedule.h"
#include "certstores/view.h"
#include "change/claim.h"
#include "fleet/orchestrator.h"
#include "home/process.h"
#include "jobs/kind.h"
#include "jobs/operations.h"
#include "jobs/view.h"

namespace pkit::jobs {

namespace {

constexpr std::int64_t kMostRetries = 100, kMostPriority = 9, kUsualRetries = 2;

constexpr Input kScheduleInputs[] = {
    input<&ScheduleRequest::kind>("kind", "KIND", "what is done").argument().needed().among(catalog::kJobKinds),
    input<&ScheduleRequest::store>("store", "STORE", "name or id of the store that it is about").argument(),
    input<&ScheduleRequest::schedule>("schedule", "WHEN",
                                      "now (default), \"every 1h\", \"daily 03:00\", \"weekly sun,wed 03:00\", "
                                      "\"monthly last 03:00\", \"once 2027-10-31T13:30Z\", in UTC"),
    input<&ScheduleRequest::retries>("retries", "NUMBER", "how often a failure is tried again; default 2"),
    input<&ScheduleRequest::priority>("priority", "NUMBER", "1 to 9, the lowest first; default by the kind"),
    input<&ScheduleRequest::agent>("agent", "MACHINE", "done by this agent, to a store of its machine")
        .completes(Completion::orchestrator),
    input<&ScheduleRequest::cert>("cert", "FILE", "add: the certificate; further ones in the file are its chain")
        .completes(Completion::file),
    input<&ScheduleRequest::key>("key", "FILE", "add: its key; without it the key that is there stays")
        .completes(Completion::file),
    input<&ScheduleRequest::key_passphrase_file>("key-passphrase-file", "FILE", "add: the passphrase of --key")
        .completes(Completion::file),
    input<&ScheduleRequest::chain>("chain", "FILE", "add: the certificates above it").completes(Completion::file),
    input<&ScheduleRequest::p12>("p12", "FILE", "add: key, certificate and chain as PKCS#12, in place of all that")
        .completes(Completion::file),
    input<&ScheduleRequest::p12_password_file>("p12-password-file", "FILE", "add: the password of --p12")
        .completes(Completion::file),
    input<&ScheduleRequest::p12_alias>("p12-alias", "ALIAS", "add: which of its keys"),
    input<&ScheduleRequest::alias>("alias", "ALIAS", "add, remove, reenrollment: the entry that is meant"),
    input<&ScheduleRequest::overwrite>("overwrite", "", "add: replace what is there already"),
    input<&ScheduleRequest::name>("name", "NAME", "create: what the new store is called"),
    input<&ScheduleRequest::path>("path", "PATH", "create: the file or directory that is made")
        .completes(Completion::file),
    input<&ScheduleRequest::store_kind>("store-kind", "KIND", "create: what is made")
        .among(kOneOf<"pem", "pkcs12", "certdir">),
    input<&ScheduleRequest::password_file>("password-file", "FILE", "create: the file that its password is read from")
        .completes(Completion::file),
    input<&ScheduleRequest::directories>("directory", "DIR", "discovery: where to look, and in all below")
        .completes(Completion::directory),
    input<&ScheduleRequest::ignored>("ignore", "DIR", "discovery: a directory that is not entered")
        .completes(Completion::directory),
    input<&ScheduleRequest::extensions>("extension", "EXT", "discovery: files alone whose name ends so, like pem"),
    input<&ScheduleRequest::file_names>("file-name", "GLOB", "discovery: files alone whose name fits"),
    input<&ScheduleRequest::key_type>("key-type", "TYPE", "reenrollment: what kind of key; default as the present one"),
    input<&ScheduleRequest::holder>("holder", "MACHINE", "reenrollment by an agent: whose certificate it has there")
        .completes(Completion::orchestrator),
    input<&ScheduleRequest::without_proof>("without-proof", "",
                                           "reenrollment by an agent: it need not show that it has the present key"),
    input<&ScheduleRequest::job_type>("job-type", "NAME", "custom: which of the job_types of pkit.yaml"),
    input<&ScheduleRequest::fields>("field", "NAME=VALUE", "custom: a field of that type"),
    input<&ScheduleRequest::endpoints>("endpoint", "PLACE", "ssl-scan: tls://HOST:PORT or tls+unix:/PATH, at most 50"),
    input<&ScheduleRequest::timeout>("timeout", "SECONDS", "ssl-scan: how long each may take, 1 to 15; default 10"),
    input<&ScheduleRequest::quiet_hours>("quiet-hours", "HOURS",
                                         "ssl-scan: when nobody is asked, like \"mon-fri 08:00-18:00\", in UTC"),
};

/// Files are named so that it does not matter where a later command runs.
Value absolute(const Input& input, const Value& value) {
  if (input.completion != Completion::file && input.completion != Completion::directory) return value;
  if (value.is_text()) return absolute_path(value.as_text()).string();
  Value all = Value::list();
  for (const Value& item : value.items()) all.push(absolute_path(item.as_text()).string());
  return all;
}

/// What of the inputs is of kinds and not of every job.
bool is_parameter(const Input& input) {
  const std::string key = input.key();
  return std::ranges::any_of(job_kinds(), [&](const JobKind* kind) { return kind->parameters.find(key) != nullptr; });
}

[[noreturn]] void refuse_parameter(const std::string& what, const std::string& hint) {
  throw Error(Kind::usage, "job.parameter", what, hint);
}

/// Every parameter of a kind has its option.
const Input& input_of(std::string_view key) {
  return *std::ranges::find_if(kScheduleInputs, [&](const Input& input) { return input.key() == key; });
}

Value parameters_of(const JobKind& kind, const ScheduleRequest& request) {
  const std::string word = kind.word;
  Value parameters = Value::map();
  for (const Input& input : kScheduleInputs) {
    const bool theirs = kind.parameters.find(input.key()) != nullptr;
    const Value value = is_parameter(input) ? input.get(&request) : Value();
    if (!value.is_null() && !theirs)
      refuse_parameter(input.option() + " is not of a job that is called " + word, "see pkit help job schedule");
    if (!value.is_null()) parameters.set(input.key(), absolute(input, value));
  }
  for (const Field& field : kind.parameters) {
    const bool given = parameters.find(field.key) != nullptr;
    const Input& input = input_of(field.key);
    if (field.required && !given) refuse_parameter("a job " + word + " needs " + input.option(), input.help);
    if (!given || *field.with == '\0' || parameters.find(field.with)) continue;
    const Input& other = input_of(field.with);
    refuse_parameter(input.option() + " goes with " + other.option(), other.help);
  }
  if (kind.check) kind.check(parameters);
  if (&kind == &kAddJob && parameters["cert"].is_text() == parameters["p12"].is_text())
    refuse_parameter("a job add needs one of --cert and --p12",
                     "--cert FILE [--key FILE] [--chain FILE], or --p12 FILE");
  return parameters;
}

catalog::Schedule schedule_of(const std::string& text) {
  const auto schedule = catalog::parse_schedule(text);
  if (schedule) return *schedule;
  throw Error(Kind::usage, "job.when", "--schedule: '" + printable(text) + "' is no schedule",
              "now, \"every 1h\", \"daily 03:00\", \"weekly sun,wed 03:00\", \"monthly last 03:00\" or \"once "
              "2027-10-31T13:30Z\"");
}

store::Principal approved_agent(store::Read& read, const std::string& name) {
  const auto agent = store::find_called(read, machine_key(name));
  if (!agent)
    throw Error(Kind::not_found, "orchestrator.missing", "there is no orchestrator '" + printable(name) + "'",
                "see pkit list orchestrators");
  if (agent->state != kApproved || !agent->enabled)
    throw Error(Kind::denied, "job.agent", agent->name + " is " + agent->state + ", and gets no jobs",
                "pkit approve " + agent->name);
  return *agent;
}

/// What is at an agent is named by its path there, whatever lies here.
void require_absolute(const std::string& path) {
  if (!path.starts_with("/"))
    refuse_parameter("'" + printable(path) + "' is named by no path of the agent's machine", "an absolute one");
}

/// It has to be Approved (T-B10), and the store one of its own, by its path there.
void name_agent(const ReadSession& session, const JobKind& kind, const ScheduleRequest& request,
                store::ScheduledJob& job) {
  if (!kind.at_agents)
    refuse_parameter(std::string("agents do no job ") + kind.word, "without --agent it is done here");
  if (request.store_kind != "" && request.store_kind != "pem")
    refuse_parameter("an agent makes stores of kind pem alone", "--store-kind pem");
  session.state.read([&](store::Read& read) {
    const store::Principal agent = approved_agent(read, request.agent);
    job.agent = agent.id;
    job.store = kind.about_store ? request.store : request.path;
    if (kind.about_store || !request.path.empty()) require_absolute(job.store);
    for (const auto* directories : {&request.directories, &request.ignored})
      for (const std::string& directory : *directories) require_absolute(directory);
    const store::Belongings has = store::belongings::of(read, agent.id);
    const bool own =
        std::ranges::any_of(has.stores, [&](const store::CertificateStore& store) { return store.path == job.store; });
    if (kind.about_store && !own)
      throw Error(Kind::not_found, "agent.store", agent.name + " has no store " + printable(job.store),
                  "pkit orchestrator stores " + agent.name);
  });
}

/// What an agent says of its store is no proof that it may speak for whoever is named there: the operator says for
/// whom.
void name_holder(const ReadSession& session, const JobKind& kind, const ScheduleRequest& request,
                 store::ScheduledJob& job) {
  if (&kind != &kReenrollmentJob || request.agent.empty()) {
    if (!request.holder.empty()) refuse_parameter("--holder is of a reenrollment by an agent", "--agent MACHINE");
    if (request.without_proof) refuse_parameter("--without-proof is of a reenrollment by an agent", "--agent MACHINE");
    return;
  }
  if (request.holder.empty())
    refuse_parameter("a reenrollment by an agent needs --holder",
                     "the machine whose certificate lies in that store, for which the agent gets another");
  session.state.read([&](store::Read& read) {
    const auto holder = store::find_called(read, machine_key(request.holder));
    if (!holder)
      throw Error(Kind::not_found, "orchestrator.missing",
                  "there is no orchestrator '" + printable(request.holder) + "'", "see pkit list orchestrators");
    job.parameters.set("holder", holder->id);
  });
}

store::ScheduledJob described(const ReadSession& session, const ScheduleRequest& request, Time now) {
  const JobKind& kind = *find_kind(request.kind);
  const catalog::Schedule schedule = schedule_of(request.schedule);
  if (kind.about_store == request.store.empty())
    refuse_parameter(kind.about_store ? std::string("a job ") + kind.word + " needs a store"
                                      : std::string("a job ") + kind.word + " is about no store",
                     "pkit job schedule " + std::string(kind.word) + (kind.about_store ? " STORE" : ""));
  store::ScheduledJob job;
  job.id = random_id(session.world, 'j');
  job.type = kind.type;
  job.operation = kind.operation;
  if (kind.agents_alone && request.agent.empty())
    refuse_parameter(std::string("a job ") + kind.word + " is done by an agent", "--agent MACHINE");
  if (!request.agent.empty())
    name_agent(session, kind, request, job);
  else if (kind.about_store)
    job.store = certstores::find_kept_store(session, request.store).id;
  job.parameters = parameters_of(kind, request);
  name_holder(session, kind, request, job);
  if (kind.prepare) kind.prepare(session, !job.agent.empty(), job.parameters);
  // A path means another file on another host.
  if (job.agent.empty() && !kind.anywhere && state_place(session.home)) job.parameters.set("host", host_name());
  job.schedule = catalog::compact(schedule);
  job.priority = request.priority.empty() ? kind.priority : number_of(request.priority, "--priority", 1, kMostPriority);
  job.retries = request.retries.empty() ? kUsualRetries : number_of(request.retries, "--retries", 0, kMostRetries);
  job.requested = now;
  job.not_before = schedule.is == catalog::Schedule::Is::immediate ? now : catalog::next_time(schedule, now, now);
  if (!job.not_before)
    throw Error(Kind::usage, "job.when", "--schedule: " + catalog::words(schedule) + " is over", "a time to come");
  return job;
}

Outcome told(const ReadSession& session, const store::ScheduledJob& job) {
  Outcome outcome;
  session.state.read([&](store::Read& read) { outcome.data.set("job", job_view(read, job)); });
  return outcome;
}

Outcome present(const ReadSession& session, const std::string& id) {
  std::optional<store::ScheduledJob> job;
  session.state.read([&](store::Read& read) { job = find_job(read, id); });
  return told(session, *job);
}

Outcome schedule_once(Session& session, const ScheduleRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const store::ScheduledJob job = described(session, request, now);
  Outcome outcome = told(session, job);
  if (request.common.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    if (job.agent.empty() && !job.store.empty() && !store::cert_stores::find(write, job.store))
      throw Error(Kind::conflict, "state.changed", "the store is forgotten by now");
    store::scheduled_jobs::insert(write, job);
  };
  change.events = {
      {"job.scheduled", job.id,
       Value::map(
           {{"kind", request.kind}, {"store", outcome.data["job"].text_or("store")}, {"schedule", job.schedule}})}};
  change.request_id = request.common.request_id;
  change.request_subject = job.id;
  commit(session, change);
  return outcome;
}

}  // namespace

Outcome schedule_job(Session& session, const ScheduleRequest& request) {
  return once(
      session, request.common, "job schedule", given(kJobSchedule.inputs, &request),
      [&] { return schedule_once(session, request); }, [&](const std::string& id) { return present(session, id); });
}

constinit const Operation kJobSchedule = operation<ScheduleRequest, schedule_job>(
    {.name = "job schedule", .inputs = kScheduleInputs, .data = &shape::job_scheduled});

}  // namespace pkit::jobs
