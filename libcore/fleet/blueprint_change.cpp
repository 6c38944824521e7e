// blueprint capture, list, show, apply, delete, import: an operator's side of blueprints.
#include <algorithm>

#include "base/address.h"
#include "base/json.h"
#include "change/claim.h"
#include "fleet/blueprint.h"
#include "fleet/orchestrator.h"
#include "fleet/own_change.h"
#include "fleet/own_operations.h"
#include "fleet/shapes.h"

namespace pkit {

namespace {

constexpr Input kName = input<&BlueprintRequest::name>("name", "NAME", "the blueprint").argument().needed();
constexpr Input kForce = input<&BlueprintRequest::force>("force", "", "replace one of that name");
constexpr Input kCaptureInputs[] = {
    kName,
    input<&BlueprintRequest::from>("from", "ORCHESTRATOR", "whose stores and jobs")
        .needed()
        .completes(Completion::orchestrator),
    input<&BlueprintRequest::required>("require", "CAPABILITY",
                                       "what it asks for, instead of what its stores and jobs need"),
    kForce,
};
constexpr Input kNameInputs[] = {kName};
constexpr Input kApplyInputs[] = {
    kName,
    input<&BlueprintRequest::who>("to", "ORCHESTRATOR", "to whom; all of them or none")
        .needed()
        .completes(Completion::orchestrator),
};
constexpr Input kImportInputs[] = {
    document<&BlueprintRequest::document, &BlueprintRequest::document_name>(
        "file", "FILE", "what blueprint export wrote; - is standard input")
        .argument()
        .needed(),
    kForce,
};

void require_name(const std::string& name) {
  if (!name.empty() && name.size() <= 128 && printable(name) == name && trim(name) == name) return;
  throw Error(Kind::usage, "blueprint.name", "'" + printable(name.substr(0, 64)) + "' is no name of a blueprint",
              "1 to 128 printable characters");
}

store::Blueprint find_blueprint(Session& session, const std::string& name) {
  std::optional<store::Blueprint> blueprint;
  std::vector<std::string> known;
  session.state.read([&](store::Read& read) {
    blueprint = store::blueprints::find(read, name);
    for (const store::Blueprint& one : store::blueprints::all(read)) known.push_back(one.name);
  });
  if (blueprint) return *blueprint;
  throw Error(Kind::not_found, "blueprint.missing", "there is no blueprint '" + printable(name) + "'",
              config::hint_for(name, known));
}

Outcome shown(const store::Blueprint& blueprint) {
  Outcome outcome;
  outcome.data.set("blueprint", blueprint_view(blueprint));
  return outcome;
}

/// A new one, or in place of the one of that name.
void put(store::Write& write, store::Blueprint& blueprint, bool force) {
  const auto there = store::blueprints::find(write, blueprint.name);
  if (there && !force)
    throw Error(Kind::conflict, "blueprint.exists", "there is a blueprint '" + there->name + "' already",
                "--force replaces it");
  if (!there) {
    require_written(store::blueprints::insert(write, blueprint), blueprint.name);
    return;
  }
  blueprint.id = there->id;
  blueprint.name = there->name;
  blueprint.version = there->version;
  require_written(store::blueprints::update(write, blueprint), blueprint.name);
}

Outcome put_once(Session& session, const BlueprintRequest& request, store::Blueprint blueprint, Time now,
                 const char* event) {
  require_name(blueprint.name);
  write_own(session, request.common, now,
            {event, blueprint.id, Value::map({{"name", blueprint.name}, {"source", blueprint.source}})}, blueprint.name,
            [&](store::Write& write) { put(write, blueprint, request.force); });
  Outcome outcome = shown(blueprint);
  if (request.common.dry_run) outcome.data.set("dryRun", true);
  return outcome;
}

Outcome capture_once(Session& session, const BlueprintRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Setup setup = load_setup(session.home, session.database);
  const Machine machine = find_machine(session, request.from);
  store::Belongings all;
  session.state.read([&](store::Read& read) { all = store::belongings::of(read, machine.principal.id); });
  if (all.stores.empty())
    throw Error(Kind::conflict, "blueprint.empty", machine.principal.name + " has no stores",
                "pkit orchestrator stores " + machine.principal.name + " --set FILE");
  return put_once(
      session, request,
      capture(request.name, machine.principal.name, all, setup.store_types, request.required, session.world, now), now,
      "blueprint.captured");
}

std::vector<std::string> capabilities_of(const store::Orchestrator& orchestrator) {
  std::vector<std::string> capabilities;
  for (const Value& one : orchestrator.capabilities.items())
    if (one.is_text()) capabilities.push_back(one.as_text());
  return capabilities;
}

/// Why it cannot be applied to that one; empty where it can.
std::string hindrance_of(const store::Blueprint& blueprint, const Setup& setup, const Machine& machine,
                         const store::Belongings& present) {
  if (machine.principal.state != kApproved) return "it is " + machine.principal.state + ", not Approved";
  return hindrance(blueprint, capabilities_of(machine.orchestrator), setup.store_types, present);
}

struct Application {
  Machine machine;
  store::Belongings after;
};

/// Each once, whatever it is called by.
std::vector<Machine> machines_meant(Session& session, const std::vector<std::string>& words) {
  std::vector<Machine> machines;
  for (const std::string& word : words) {
    Machine machine = find_machine(session, word);
    const auto is_it = [&](const Machine& other) { return other.principal.id == machine.principal.id; };
    if (std::none_of(machines.begin(), machines.end(), is_it)) machines.push_back(std::move(machine));
  }
  return machines;
}

/// Error{conflict "state.changed"} where the blueprint is not in the state as it was read.
void require_still(store::Read& read, const store::Blueprint& blueprint) {
  const auto now = store::blueprints::find(read, blueprint.name);
  require_written(now && now->id == blueprint.id && now->version == blueprint.version, blueprint.name);
}

std::vector<Application> plan_application(Session& session, const BlueprintRequest& request,
                                          const store::Blueprint& blueprint, const Setup& setup) {
  std::vector<Application> plan;
  std::vector<Fault> faults;
  for (Machine& machine : machines_meant(session, request.who)) {
    Application one{std::move(machine), {}};
    session.state.read([&](store::Read& read) { one.after = store::belongings::of(read, one.machine.principal.id); });
    const std::string why = hindrance_of(blueprint, setup, one.machine, one.after);
    if (!why.empty()) faults.push_back({Kind::conflict, "blueprint.inapplicable", one.machine.principal.name, why, ""});
    if (why.empty()) one.after = applied(blueprint, one.machine.principal.id, one.after, session.world);
    one.machine.ties.blueprint = blueprint.name;
    plan.push_back(std::move(one));
  }
  if (!faults.empty())
    throw Error(Kind::conflict, "blueprint.inapplicable", "the blueprint " + blueprint.name + " cannot be applied", "",
                std::move(faults));
  return plan;
}

Outcome apply_once(Session& session, const BlueprintRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Setup setup = load_setup(session.home, session.database);
  const store::Blueprint blueprint = find_blueprint(session, request.name);
  const std::vector<Application> plan = plan_application(session, request, blueprint, setup);
  Value names = Value::list();
  for (const Application& one : plan) names.push(one.machine.principal.name);
  write_own(session, request.common, now,
            {"blueprint.applied", blueprint.id, Value::map({{"name", blueprint.name}, {"to", names}})}, blueprint.name,
            [&](store::Write& write) {
              require_still(write, blueprint);
              for (const Application& one : plan) {
                require_written(store::principals::update(write, one.machine.principal), one.machine.principal.name);
                store::ties::put(write, one.machine.ties);
                store::belongings::replace(write, one.machine.principal.id, one.after);
              }
            });
  Outcome outcome;
  outcome.data = Value::map({{"blueprint", blueprint.name}, {"applied", std::move(names)}});
  if (request.common.dry_run) outcome.data.set("dryRun", true);
  return outcome;
}

/// The same request again. Who is gone since is told of as it was asked for.
Outcome applied_before(Session& session, const BlueprintRequest& request, const std::string& name) {
  Value names = Value::list();
  for (const std::string& who : request.who) {
    std::optional<store::Principal> called;
    session.state.read([&](store::Read& read) { called = store::find_called(read, machine_key(who)); });
    const std::string machine = called ? called->name : who;
    const auto is_it = [&](const Value& told) { return told.as_text() == machine; };
    if (std::ranges::none_of(names.items(), is_it)) names.push(machine);
  }
  Outcome outcome;
  outcome.data = Value::map({{"blueprint", name}, {"applied", std::move(names)}});
  return outcome;
}

Outcome delete_once(Session& session, const BlueprintRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const store::Blueprint blueprint = find_blueprint(session, request.name);
  write_own(session, request.common, now, {"blueprint.deleted", blueprint.id, Value::map({{"name", blueprint.name}})},
            blueprint.name, [&](store::Write& write) {
              require_written(store::blueprints::remove(write, blueprint.id), blueprint.name);
            });
  Outcome outcome;
  outcome.data = Value::map({{"deleted", blueprint.name}});
  if (request.common.dry_run) outcome.data.set("dryRun", true);
  return outcome;
}

}  // namespace

Outcome capture_blueprint(Session& session, const BlueprintRequest& request) {
  return once(
      session, request.common, "blueprint capture", given(kCaptureInputs, &request),
      [&] { return capture_once(session, request); },
      [&](const std::string& name) { return shown(find_blueprint(session, name)); });
}

Outcome import_blueprint(Session& session, const BlueprintRequest& request) {
  const auto first = [&] {
    const Time now = operation_time(session, !request.common.dry_run);
    const Setup setup = load_setup(session.home, session.database);
    return put_once(session, request,
                    read_blueprint(parse_json(*request.document, request.document_name), request.document_name,
                                   setup.store_types, session.world, now),
                    now, "blueprint.imported");
  };
  return once(session, request.common, "blueprint import", given(kImportInputs, &request), first,
              [&](const std::string& name) { return shown(find_blueprint(session, name)); });
}

Outcome show_blueprint(Session& session, const BlueprintRequest& request) {
  return shown(find_blueprint(session, request.name));
}

Outcome list_blueprints(Session& session, const BlueprintRequest&) {
  Value list = Value::list();
  session.state.read([&](store::Read& read) {
    for (const store::Blueprint& blueprint : store::blueprints::all(read)) {
      Value view = blueprint_view(blueprint);
      for (const char* kind : {"stores", "jobs"}) view.set(kind, blueprint.content[kind].items().size());
      list.push(std::move(view));
    }
  });
  Outcome outcome;
  outcome.data.set("blueprints", std::move(list));
  return outcome;
}

Outcome apply_blueprint(Session& session, const BlueprintRequest& request) {
  return once(
      session, request.common, "blueprint apply", given(kApplyInputs, &request),
      [&] { return apply_once(session, request); },
      [&](const std::string& name) { return applied_before(session, request, name); });
}

Outcome delete_blueprint(Session& session, const BlueprintRequest& request) {
  return once(
      session, request.common, "blueprint delete", given(kNameInputs, &request),
      [&] { return delete_once(session, request); },
      [&](const std::string& name) {
        Outcome outcome;
        outcome.data = Value::map({{"deleted", name}});
        return outcome;
      });
}

constinit const Operation kCaptureBlueprint = operation<BlueprintRequest, capture_blueprint>(
    {.name = "blueprint capture", .inputs = kCaptureInputs, .data = &shape::blueprint_put});
constinit const Operation kImportBlueprint = operation<BlueprintRequest, import_blueprint>(
    {.name = "blueprint import", .inputs = kImportInputs, .data = &shape::blueprint_put});
constinit const Operation kShowBlueprint = operation<BlueprintRequest, show_blueprint>(
    {.name = "blueprint show", .asks = true, .inputs = kNameInputs, .data = &shape::blueprint});
constinit const Operation kListBlueprints = operation<BlueprintRequest, list_blueprints>(
    {.name = "blueprint list", .asks = true, .data = &shape::blueprint_list});
constinit const Operation kApplyBlueprint = operation<BlueprintRequest, apply_blueprint>(
    {.name = "blueprint apply", .inputs = kApplyInputs, .data = &shape::blueprint_applied});
constinit const Operation kDeleteBlueprint = operation<BlueprintRequest, delete_blueprint>(
    {.name = "blueprint delete", .inputs = kNameInputs, .data = &shape::blueprint_deleted});

}  // namespace pkit
