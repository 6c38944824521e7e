// orchestrator stores and jobs: what it is responsible for, as an operator records it.
#include "base/json.h"
#include "change/claim.h"
#include "fleet/belongings.h"
#include "fleet/own_change.h"
#include "fleet/own_operations.h"
#include "fleet/shapes.h"

namespace pkit {

namespace {

enum class Which { stores, jobs };

constexpr Input kBelongingsInputs[] = {
    input<&BelongingsRequest::who>("orchestrator", "ORCHESTRATOR", "its ClientMachine, ClientID or ID")
        .argument()
        .needed()
        .completes(Completion::orchestrator),
    document<&BelongingsRequest::set, &BelongingsRequest::set_name>(
        "set", "FILE", "a JSON list, in place of what is there; - is standard input"),
    input<&BelongingsRequest::add>("add", "JSON", "one more, as JSON"),
    input<&BelongingsRequest::list>("list", "", "list what is there, which is what is done without an option too"),
};

store::Belongings belongings_of(Session& session, const std::string& principal) {
  store::Belongings all;
  session.state.read([&](store::Read& read) { all = store::belongings::of(read, principal); });
  return all;
}

const char* name_of(Which which) { return which == Which::jobs ? "jobs" : "stores"; }

Outcome listed(const Machine& machine, const store::Belongings& all, Which which) {
  Value list = Value::list();
  if (which == Which::jobs)
    for (const store::Job& job : all.jobs) list.push(job_view(job, all.stores));
  else
    for (const store::CertificateStore& store : all.stores) list.push(store_view(store));
  Outcome outcome;
  outcome.data = Value::map({{"ClientMachine", machine.principal.name}, {name_of(which), std::move(list)}});
  return outcome;
}

/// The jobs whose store is still there go on, under the id of the store that has its path now.
void keep_jobs(const store::Belongings& before, store::Belongings& after) {
  for (store::Job job : before.jobs) {
    std::string path;
    for (const store::CertificateStore& store : before.stores)
      if (store.id == job.store) path = store.path;
    const std::string old = job.store;
    for (const store::CertificateStore& store : after.stores)
      if (!path.empty() && store.path == path) job.store = store.id;
    if (old.empty() || job.store != old) after.jobs.push_back(std::move(job));
  }
}

store::Belongings read_anew(const BelongingsRequest& request, Which which, const Setup& setup,
                            const std::string& principal, const store::Belongings& before, const World& world) {
  const bool add = !request.set;
  const std::string called = add ? "--add" : request.set_name;
  config::Faults faults(called);
  const Value document = parse_json(add ? request.add : *request.set, called);
  store::Belongings after = add || which == Which::jobs ? before : store::Belongings{};
  if (which == Which::jobs) {
    std::vector<store::Job> jobs = read_jobs(document, principal, before.stores, setup.store_types, world, faults);
    if (!add) after.jobs.clear();
    after.jobs.insert(after.jobs.end(), jobs.begin(), jobs.end());
  } else {
    std::vector<store::CertificateStore> stores = read_stores(document, principal, setup.store_types, world, faults);
    for (const store::CertificateStore& store : stores)
      for (const store::CertificateStore& there : after.stores)
        if (store.path == there.path)
          faults.add({}, "store.path", "there is a store at " + printable(store.path) + " already");
    after.stores.insert(after.stores.end(), stores.begin(), stores.end());
    if (!add) keep_jobs(before, after);
  }
  if (faults.empty()) return after;
  std::vector<Fault> found = faults.list();
  for (Fault& fault : found) fault.kind = Kind::input;
  throw Error(Kind::input, "fleet.document", called + " has faults", "man pkit-orchestrator-stores", std::move(found));
}

Outcome change_once(Session& session, const BelongingsRequest& request, Which which) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Setup setup = load_setup(session.home, session.database);
  const Machine machine = find_machine(session, request.who);
  const std::string& id = machine.principal.id;
  const store::Belongings after = read_anew(request, which, setup, id, belongings_of(session, id), session.world);
  const Value told = Value::map({{"stores", after.stores.size()}, {"jobs", after.jobs.size()}});
  write_own(session, request.common, now, {which == Which::jobs ? "jobs.recorded" : "stores.recorded", id, told}, id,
            [&](store::Write& write) {
              require_written(store::principals::update(write, machine.principal), machine.principal.name);
              store::belongings::replace(write, id, after);
            });
  Outcome outcome = listed(machine, after, which);
  if (request.common.dry_run) outcome.data.set("dryRun", true);
  return outcome;
}

Outcome belongings(Session& session, const BelongingsRequest& request, const Operation& operation, Which which) {
  if (request.set.has_value() + !request.add.empty() + request.list > 1)
    throw Error(Kind::usage, "option.combination", "--set, --add and --list exclude each other");
  const auto present = [&] {
    const Machine machine = find_machine(session, request.who);
    return listed(machine, belongings_of(session, machine.principal.id), which);
  };
  if (!request.set && request.add.empty()) return present();
  return once(
      session, request.common, operation.name, given(operation.inputs, &request),
      [&] { return change_once(session, request, which); }, [&](const std::string&) { return present(); });
}

}  // namespace

Outcome orchestrator_stores(Session& session, const BelongingsRequest& request) {
  return belongings(session, request, kOrchestratorStores, Which::stores);
}

Outcome orchestrator_jobs(Session& session, const BelongingsRequest& request) {
  return belongings(session, request, kOrchestratorJobs, Which::jobs);
}

constinit const Operation kOrchestratorStores = operation<BelongingsRequest, orchestrator_stores>(
    {.name = "orchestrator stores", .inputs = kBelongingsInputs, .data = &shape::orchestrator_stores});
constinit const Operation kOrchestratorJobs = operation<BelongingsRequest, orchestrator_jobs>(
    {.name = "orchestrator jobs", .inputs = kBelongingsInputs, .data = &shape::orchestrator_jobs});

}  // namespace pkit
