// orchestrator stores and jobs: what it is responsible for, as an operator records it.
#include "base/json.h"
#include "change/claim.h"
#include "digest/digest.h"
#include "fleet/belongings.h"
#include "fleet/own_change.h"
#include "fleet/own_operations.h"

namespace pkit {

namespace {

store::Belongings belongings_of(Session& session, const std::string& principal) {
  store::Belongings all;
  session.state.read([&](store::Read& read) { all = store::belongings::of(read, principal); });
  return all;
}

Outcome listed(const Machine& machine, const store::Belongings& all, bool jobs) {
  Value list = Value::list();
  if (jobs)
    for (const store::Job& job : all.jobs) list.push(job_view(job, all.stores));
  else
    for (const store::CertificateStore& store : all.stores) list.push(store_view(store));
  Outcome outcome;
  outcome.data = Value::map({{"ClientMachine", machine.principal.name}, {jobs ? "jobs" : "stores", std::move(list)}});
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

store::Belongings read_anew(const BelongingsRequest& request, const Setup& setup, const std::string& principal,
                            const store::Belongings& before, const World& world) {
  config::Faults faults(request.document_name);
  const Value document = parse_json(request.document, request.document_name);
  const bool add = request.what == BelongingsRequest::Do::add;
  store::Belongings after = add || request.jobs ? before : store::Belongings{};
  if (request.jobs) {
    std::vector<store::Job> jobs = read_jobs(document, principal, before.stores, world, faults);
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
  throw Error(Kind::input, "fleet.document", request.document_name + " has faults", "man pkit-orchestrator-stores",
              std::move(found));
}

Outcome change_once(Session& session, const BelongingsRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Setup setup = load_setup(session.home, session.database);
  const Machine machine = find_machine(session, request.who);
  const std::string& id = machine.principal.id;
  const store::Belongings after = read_anew(request, setup, id, belongings_of(session, id), session.world);
  const Value told = Value::map({{"stores", after.stores.size()}, {"jobs", after.jobs.size()}});
  write_own(session, request.common, now, {request.jobs ? "jobs.recorded" : "stores.recorded", id, told}, id,
            [&](store::Write& write) {
              require_written(store::principals::update(write, machine.principal), machine.principal.name);
              store::belongings::replace(write, id, after);
            });
  Outcome outcome = listed(machine, after, request.jobs);
  if (request.common.dry_run) outcome.data.set("dryRun", true);
  return outcome;
}

}  // namespace

Outcome belongings(Session& session, const BelongingsRequest& request) {
  const auto present = [&] {
    const Machine machine = find_machine(session, request.who);
    return listed(machine, belongings_of(session, machine.principal.id), request.jobs);
  };
  if (request.what == BelongingsRequest::Do::list) return present();
  const Value inputs = Value::map({{"who", request.who},
                                   {"jobs", request.jobs},
                                   {"add", request.what == BelongingsRequest::Do::add},
                                   {"document", digest::sha256_hex(request.document)}});
  return once(
      session, request.common, request.jobs ? "orchestrator jobs" : "orchestrator stores", inputs,
      [&] { return change_once(session, request); }, [&](const std::string&) { return present(); });
}

}  // namespace pkit
