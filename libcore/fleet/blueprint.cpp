#include "fleet/blueprint.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "fleet/belongings.h"

namespace pkit {

using config::Field;
using config::FieldType;
using config::Section;

namespace {

const std::vector<Field> kBlueprintFields = {
    {.key = "AgentBlueprintId", .type = FieldType::text, .help = "its id where it comes from; here it gets a new one"},
    {.key = "Name", .type = FieldType::word, .required = true, .help = "what handlers call it"},
    {.key = "Source", .type = FieldType::text, .help = "the orchestrator that it was captured from"},
    {.key = "RequiredCapabilities", .type = FieldType::text_list, .help = "what an orchestrator must be able to do"},
    {.key = "LastModified", .type = FieldType::text, .help = "when"},
    {.key = "stores", .type = FieldType::list, .required = true, .help = "the stores"},
    {.key = "jobs", .type = FieldType::list, .help = "the jobs"},
};

/// The last word of a capability, by what a job is called: "PEMInventory", or does.
std::string job_word(const Value& job) {
  const std::string name = job.text_or("JobTypeName");
  for (const char* word : {"Inventory", "Management", "Discovery", "Reenrollment"})
    if (name.ends_with(word)) return word;
  const std::string operation = job.text_or("OperationType");
  const bool manages = operation == "Add" || operation == "Remove" || operation.starts_with("Create");
  return manages ? "Management" : operation == "Discovery" || operation == "Reenrollment" ? operation : "";
}

std::string capability_of(const catalog::StoreTypes& types, const store::CertificateStore& store,
                          const std::string& word) {
  const std::string name = store.content.text_or("CertStoreTypeName");
  const catalog::StoreType* type = catalog::find_store_type(types, name);
  return "CertStores." + (type ? type->capability : name) + "." + word;
}

const store::CertificateStore* store_of(const store::Belongings& belongings, const std::string& id) {
  for (const store::CertificateStore& store : belongings.stores)
    if (store.id == id) return &store;
  return nullptr;
}

Value with(const char* key, const Value& value, const Value& content) {
  Value whole = Value::map({{key, value}});
  for (const auto& [name, member] : content.members()) whole.set(name, member);
  return whole;
}

/// Stores and jobs as a blueprint keeps them: ids of its own, the jobs naming the stores by these.
Value snapshot_of(const store::Belongings& belongings, const World& world) {
  Value stores = Value::list(), jobs = Value::list();
  std::vector<std::pair<std::string, std::string>> ids;  // of the orchestrator's store, of the blueprint's
  for (const store::CertificateStore& store : belongings.stores) {
    ids.emplace_back(store.id, random_uuid(world));
    Value kept = with("AgentBlueprintStoreId", ids.back().second, Value::map({{"StorePath", store.path}}));
    for (const auto& [key, value] : store.content.members()) kept.set(key, value);
    stores.push(std::move(kept));
  }
  for (const store::Job& job : belongings.jobs) {
    const auto about = std::find_if(ids.begin(), ids.end(), [&](const auto& pair) { return pair.first == job.store; });
    Value kept = Value::map({{"AgentBlueprintJobId", random_uuid(world)},
                             {"AgentBlueprintStoreId", about == ids.end() ? Value() : Value(about->second)}});
    for (const auto& [key, value] : job.content.members()) kept.set(key, value);
    jobs.push(std::move(kept));
  }
  return Value::map({{"stores", std::move(stores)}, {"jobs", std::move(jobs)}});
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Each store has an id of its own, and each job that names one names one of these.
void check_ids(const Value& document, config::Faults& faults) {
  constexpr const char* kId = "AgentBlueprintStoreId";
  std::set<std::string> ids;
  const auto each = [&](const char* kind, const auto& check) {
    if (!document[kind].is_list()) return;
    std::size_t n = 0;
    for (const Value& item : document[kind].items()) {
      const std::string where = kind + ("[" + std::to_string(n++) + "]: "), id = item.text_or(kId);
      if (!id.empty()) check(where, id);
    }
  };
  each("stores", [&](const std::string& where, const std::string& id) {
    if (!ids.insert(id).second) faults.add({}, "store.path", where + kId + " " + printable(id) + " is there twice");
  });
  each("jobs", [&](const std::string& where, const std::string& id) {
    if (!ids.contains(id)) faults.add({}, "job.store", where + "no store has the " + kId + " " + printable(id));
  });
}

/// The document's stores and jobs as an orchestrator would have them: without the blueprint's ids, the jobs naming
/// their store by its path.
Value without_ids(const Value& document, const char* kind, const char* id) {
  Value list = Value::list();
  if (!document[kind].is_list()) return list;
  for (Value item : document[kind].items()) {
    const std::string store = item.text_or("AgentBlueprintStoreId");
    if (std::string(kind) == "jobs" && !store.empty() && document["stores"].is_list())
      for (const Value& one : document["stores"].items())
        if (one.text_or("AgentBlueprintStoreId") == store) item.set("StorePath", one.text_or("StorePath"));
    item.erase("AgentBlueprintStoreId");
    item.erase(id);
    list.push(std::move(item));
  }
  return list;
}

}  // namespace

std::vector<std::string> needed_capabilities(const store::Belongings& belongings, const catalog::StoreTypes& types) {
  std::set<std::string> needed;
  for (const store::CertificateStore& store : belongings.stores)
    needed.insert(capability_of(types, store, "Inventory"));
  for (const store::Job& job : belongings.jobs) {
    const std::string word = job_word(job.content);
    const store::CertificateStore* store = store_of(belongings, job.store);
    if (store && !word.empty()) needed.insert(capability_of(types, *store, word));
  }
  return {needed.begin(), needed.end()};
}

store::Blueprint capture(const std::string& name, const std::string& source, const store::Belongings& belongings,
                         const catalog::StoreTypes& types, const std::vector<std::string>& required, const World& world,
                         Time now) {
  store::Blueprint blueprint;
  blueprint.id = random_uuid(world);
  blueprint.name = name;
  blueprint.source = source;
  blueprint.capabilities = Value::list(required.empty() ? needed_capabilities(belongings, types) : required);
  blueprint.content = snapshot_of(belongings, world);
  blueprint.modified = now;
  return blueprint;
}

std::string hindrance(const store::Blueprint& blueprint, const std::vector<std::string>& capabilities,
                      const catalog::StoreTypes& types, const store::Belongings& present) {
  for (const Value& needed : blueprint.capabilities.items())
    if (!has(capabilities, needed.as_text())) return "it needs the capability " + needed.as_text();
  for (const Value& one : blueprint.content["stores"].items()) {
    const std::string name = one.text_or("CertStoreTypeName"), path = one.text_or("StorePath");
    const catalog::StoreType* type = catalog::find_store_type(types, name);
    if (!type) return "pkit.yaml has no store type " + name;
    if (!type->blueprint_allowed) return "stores of the type " + name + " come by no blueprint";
    for (const store::CertificateStore& store : present.stores)
      if (store.path == path) return "there is a store at " + path + " already";
    for (const Value& job : blueprint.content["jobs"].items())
      if (job.text_or("AgentBlueprintStoreId") == one.text_or("AgentBlueprintStoreId"))
        if (const std::string word = not_done(job, name, types); !word.empty())
          return "stores of the type " + name + " have no " + word;
  }
  return {};
}

store::Belongings applied(const store::Blueprint& blueprint, const std::string& principal,
                          const store::Belongings& present, const World& world) {
  store::Belongings all = present;
  std::vector<std::pair<std::string, std::string>> ids;  // of the blueprint's store, of the new one
  for (Value content : blueprint.content["stores"].items()) {
    ids.emplace_back(content.text_or("AgentBlueprintStoreId"), random_uuid(world));
    const std::string path = content.text_or("StorePath");
    content.erase("AgentBlueprintStoreId");
    content.erase("StorePath");
    all.stores.push_back({ids.back().second, principal, path, std::move(content)});
  }
  for (Value content : blueprint.content["jobs"].items()) {
    const std::string store = content.text_or("AgentBlueprintStoreId");
    const auto about = std::find_if(ids.begin(), ids.end(), [&](const auto& pair) { return pair.first == store; });
    content.erase("AgentBlueprintJobId");
    content.erase("AgentBlueprintStoreId");
    all.jobs.push_back({random_uuid(world), principal, about == ids.end() ? "" : about->second, std::move(content)});
  }
  return all;
}

Value blueprint_view(const store::Blueprint& blueprint) {
  Value view = Value::map({{"AgentBlueprintId", blueprint.id}, {"Name", blueprint.name}});
  if (!blueprint.source.empty()) view.set("Source", blueprint.source);
  view.set("RequiredCapabilities", blueprint.capabilities);
  view.set("LastModified", print_time(blueprint.modified));
  view.set("stores", blueprint.content["stores"]);
  view.set("jobs", blueprint.content["jobs"]);
  return view;
}

store::Blueprint read_blueprint(const Value& document, const std::string& name_of_file,
                                const catalog::StoreTypes& types, const World& world, Time now) {
  config::Faults faults(name_of_file);
  const Section section(document, "", kBlueprintFields, faults);
  check_ids(document, faults);
  store::Belongings read;
  read.stores = read_stores(without_ids(document, "stores", "AgentBlueprintStoreId"), "", types, world, faults);
  read.jobs = read_jobs(without_ids(document, "jobs", "AgentBlueprintJobId"), "", read.stores, types, world, faults);
  if (!faults.empty()) {
    std::vector<Fault> found = faults.list();
    for (Fault& fault : found) fault.kind = Kind::input;
    throw Error(Kind::input, "blueprint.document", name_of_file + " is no blueprint", "pkit blueprint export makes one",
                std::move(found));
  }
  store::Blueprint blueprint = capture(section.text("Name"), section.text("Source"), read, types,
                                       section.texts("RequiredCapabilities"), world, now);
  if (section.has("RequiredCapabilities")) blueprint.capabilities = section.value("RequiredCapabilities");
  return blueprint;
}

}  // namespace pkit
