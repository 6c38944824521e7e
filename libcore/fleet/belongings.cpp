#include "fleet/belongings.h"

#include <algorithm>

#include "catalog/schedule.h"

namespace pkit {

using config::Faults;
using config::Field;
using config::FieldType;
using config::Section;

const std::vector<Field> kStoreFields = {
    {.key = "StorePath", .type = FieldType::word, .required = true, .help = "where it is on the machine"},
    {.key = "CertStoreTypeName", .type = FieldType::text, .required = true, .help = "one of pkit.yaml's store_types"},
    {.key = "CertStoreType", .type = FieldType::integer, .help = "the type's number elsewhere"},
    {.key = "ContainerId", .type = FieldType::integer, .help = "the container's number elsewhere"},
    {.key = "Approved", .type = FieldType::boolean, .help = "whether it is managed"},
    {.key = "CreateIfMissing", .type = FieldType::boolean, .help = "whether the agent makes it"},
    {.key = "Properties", .type = FieldType::any, .help = "what the type needs to know, a text or a map"},
};

const std::vector<Field> kJobFields = {
    {.key = "StorePath", .type = FieldType::word, .help = "the store that it is about"},
    {.key = "JobTypeName", .type = FieldType::word, .required = true, .help = "as in PEMInventory"},
    {.key = "JobType", .type = FieldType::any, .help = "its number or id elsewhere"},
    {.key = "OperationType",
     .type = FieldType::text,
     .words = kOneOf<"Unknown", "Inventory", "Add", "Remove", "Create", "CreateAdd", "Discovery", "Reenrollment">,
     .help = "what it does"},
    {.key = "KeyfactorSchedule", .type = FieldType::text, .help = "when: I_60, D_3:00, W_135_3:00, M_L_3:00, O_TIME"},
    {.key = "Thumbprint", .type = FieldType::text, .help = "of the certificate"},
    {.key = "Contents", .type = FieldType::text, .help = "of the entry"},
    {.key = "Alias", .type = FieldType::text, .help = "of the entry"},
    {.key = "PrivateKeyEntry", .type = FieldType::boolean, .help = "whether the entry has a key"},
    {.key = "Overwrite", .type = FieldType::boolean, .help = "whether an entry may be replaced"},
    {.key = "HasEntryPassword", .type = FieldType::boolean, .help = "whether the entry has a password"},
    {.key = "HasPfxPassword", .type = FieldType::boolean, .help = "whether the contents have a password"},
    {.key = "RequestTimestamp", .type = FieldType::text, .help = "when it was asked for"},
    {.key = "Subject", .type = FieldType::text, .help = "of a re-enrolment"},
    {.key = "Directories", .type = FieldType::text, .help = "of a discovery"},
    {.key = "IgnoredDirectories", .type = FieldType::text, .help = "of a discovery"},
    {.key = "SymLinks", .type = FieldType::boolean, .help = "of a discovery"},
    {.key = "Compatibility", .type = FieldType::boolean, .help = "of a discovery"},
    {.key = "FileExtensions", .type = FieldType::text, .help = "of a discovery"},
    {.key = "FileNamePatterns", .type = FieldType::text, .help = "of a discovery"},
};

namespace {

/// The members that stand in no column of their own.
Value content_of(const Value& value, const char* column) {
  Value content = value;
  content.erase(column);
  return content;
}

std::vector<Value> items_of(const Value& list) { return list.is_list() ? list.items() : std::vector<Value>{list}; }

std::vector<std::string> type_names(const catalog::StoreTypes& types) {
  std::vector<std::string> names;
  for (const catalog::StoreType& type : types) names.push_back(type.name);
  return names;
}

const store::CertificateStore* store_at(const std::vector<store::CertificateStore>& stores, const std::string& path) {
  const auto found = std::find_if(stores.begin(), stores.end(),
                                  [&](const store::CertificateStore& store) { return store.path == path; });
  return found == stores.end() ? nullptr : &*found;
}

/// What the job does to its store, as a type's operations call it; nothing of an inventory, and of what does not say.
std::vector<std::string> operations_of(const Value& job) {
  const std::string operation = job.text_or("OperationType"), name = job.text_or("JobTypeName");
  if (operation == "CreateAdd") return {"Create", "Add"};
  for (const std::string& word : catalog::kStoreOperations)
    if (operation == word) return {word};
  for (const char* word : {"Discovery", "Reenrollment"})
    if (name.ends_with(word)) return {word};
  return {};
}

}  // namespace

std::string not_done(const Value& job, const std::string& type_name, const catalog::StoreTypes& types) {
  const catalog::StoreType* type = catalog::find_store_type(types, type_name);
  if (!type) return {};
  for (const std::string& word : operations_of(job))
    if (std::count(type->operations.begin(), type->operations.end(), word) == 0) return word;
  return {};
}

std::vector<store::CertificateStore> read_stores(const Value& list, const std::string& principal,
                                                 const catalog::StoreTypes& types, const World& world, Faults& faults) {
  std::vector<store::CertificateStore> stores;
  for (const Value& value : items_of(list)) {
    const Section section(value, "stores[" + std::to_string(stores.size()) + "]", kStoreFields, faults);
    const std::string type = section.text("CertStoreTypeName"), path = section.text("StorePath");
    if (section.has("CertStoreTypeName") && !catalog::find_store_type(types, type))
      faults.unknown(section.at("CertStoreTypeName"), section.name() + ": unknown store type", type, type_names(types));
    if (!path.empty() && store_at(stores, path))
      faults.add(section.at("StorePath"), "store.path", section.name() + ": " + printable(path) + " is there twice");
    stores.push_back({random_uuid(world), principal, path, content_of(value, "StorePath")});
  }
  return stores;
}

std::vector<store::Job> read_jobs(const Value& list, const std::string& principal,
                                  const std::vector<store::CertificateStore>& stores, const catalog::StoreTypes& types,
                                  const World& world, Faults& faults) {
  std::vector<store::Job> jobs;
  for (const Value& value : items_of(list)) {
    const Section section(value, "jobs[" + std::to_string(jobs.size()) + "]", kJobFields, faults);
    const std::string path = section.text("StorePath");
    const store::CertificateStore* about = path.empty() ? nullptr : store_at(stores, path);
    if (!path.empty() && !about)
      faults.add(section.at("StorePath"), "job.store", section.name() + ": it has no store " + printable(path));
    const std::string type = about ? about->content.text_or("CertStoreTypeName") : "";
    if (const std::string word = not_done(value, type, types); !word.empty())
      faults.add(section.at("OperationType"), "job.operation",
                 section.name() + ": stores of the type " + printable(type) + " have no " + word,
                 "operations of store_types: in pkit.yaml");
    if (section.has("KeyfactorSchedule") && !catalog::parse_compact_schedule(section.text("KeyfactorSchedule")))
      faults.add(section.at("KeyfactorSchedule"), "job.schedule",
                 section.name() + ": '" + printable(section.text("KeyfactorSchedule")) + "' is no schedule",
                 "I_60, D_3:00, W_135_3:00, M_1_3:00, M_L_3:00 or O_2027-10-31T13:30");
    jobs.push_back({random_uuid(world), principal, about ? about->id : "", content_of(value, "StorePath")});
  }
  return jobs;
}

Value store_view(const store::CertificateStore& store) {
  Value view = Value::map({{"Id", store.id}, {"StorePath", store.path}});
  for (const auto& [key, value] : store.content.members()) view.set(key, value);
  return view;
}

Value job_view(const store::Job& job, const std::vector<store::CertificateStore>& stores) {
  Value view = Value::map({{"JobId", job.id}});
  for (const store::CertificateStore& store : stores)
    if (store.id == job.store) {
      view.set("StoreId", store.id);
      view.set("StorePath", store.path);
    }
  for (const auto& [key, value] : job.content.members()) view.set(key, value);
  return view;
}

}  // namespace pkit
