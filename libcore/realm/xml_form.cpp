#include "realm/xml_form.h"

#include <algorithm>

#include "adapter/kinds.h"
#include "base/json.h"
#include "realm/realm.h"

namespace pkit::realm {

namespace {

constexpr std::size_t kLargest = 64 << 10;

/// What the helper makes of it; it knows nothing of what a realm must have.
Value read_by_helper(const std::string& content, const std::string& name, const World& world) {
  const adapter::ProcessLimits limits{.time = 10'000, .output = 1 << 20};
  const adapter::ProcessResult result =
      adapter::run_process(adapter::helper_program("realm-xml"), {}, "/", content, limits, world);
  Value read;
  const bool ended = result.end == adapter::ProcessResult::End::exited && result.status == 0;
  if (!ended || !adapter::read_answer(result.output, read).empty())
    throw Error(Kind::config, "realm.xml", name + ": the program that reads XML gave no answer",
                "it is installed beside pkit: libexec/pkit/realm-xml");
  return read;
}

std::vector<Fault> faults_in(const Value& read, const std::string& name) {
  std::vector<Fault> faults;
  if (!read["faults"].is_list()) return faults;
  for (const Value& fault : read["faults"].items()) {
    const std::int64_t line = fault["line"].is_int() ? fault["line"].as_int() : 0;
    faults.push_back({Kind::input, "realm.xml", name + (line > 0 ? ":" + std::to_string(line) : ""),
                      printable(fault.text_or("what")), ""});
  }
  return faults;
}

/// As pkit.yaml would have it.
Value section_of(const Value& read) {
  Value section = Value::map();
  for (const char* key : {"loginModule", "className"})
    if (!read.text_or(key).empty()) section.set(key, std::string(trim(read.text_or(key))));
  for (const auto& [key, value] : read["parameters"].members())
    if (!section.find(key)) section.set(key, value.as_text());
  return section;
}

std::vector<std::string> adapters_of(const Value& section) {
  std::vector<std::string> names;
  for (const ProcedureRow& row : procedure_rows()) {
    const std::string target = section.text_or(row.parameter);
    const std::string adapter = target.substr(0, target.find('.'));
    if (!adapter.empty() && std::find(names.begin(), names.end(), adapter) == names.end()) names.push_back(adapter);
  }
  return names;
}

/// What pkit.yaml would refuse of it, were everything there that it names.
std::vector<Fault> section_faults(const std::string& realm, const Value& section, const std::string& name) {
  adapter::Adapters adapters;
  for (const std::string& adapter : adapters_of(section)) adapters[adapter].name = adapter;
  UserSources sources;
  const std::string source = section.text_or("dependent-user-auth-realm");
  if (is_realm_name(source)) sources[source].name = source;
  config::Faults found(name);
  read_realms(Value::map({{realm, section}}), sources, adapters, found);
  std::vector<Fault> faults;
  for (const Fault& fault : found.list()) faults.push_back({Kind::input, "realm.xml", name, fault.what, fault.hint});
  return faults;
}

std::string yaml_of(const Imported& realm, const Value& section) {
  std::string yaml = "realms:\n  " + realm.name + ":\n";
  for (const auto& [key, value] : section.members()) yaml += "    " + key + ": " + to_json(value) + "\n";
  yaml += "# It needs these, too:\n# user_sources:\n#   " + realm.source + ": {file: users.yaml}\n";
  if (!realm.adapters.empty()) yaml += "# adapters:\n";
  for (const std::string& adapter : realm.adapters) yaml += "#   " + adapter + ": {exec: [adapters/" + adapter + "]}\n";
  return yaml;
}

}  // namespace

Imported import_xml(const std::string& content, const std::string& name, const World& world) {
  if (content.size() > kLargest)
    throw Error(Kind::input, "realm.xml", name + " is larger than 64 KiB", "a realm is a few lines");
  const Value read = read_by_helper(content, name, world);
  std::vector<Fault> faults = faults_in(read, name);
  if (!faults.empty()) throw error_of("", std::move(faults));
  const Value section = section_of(read);
  Imported realm{read.text_or("name"), section.text_or("dependent-user-auth-realm"), adapters_of(section), ""};
  faults = section_faults(realm.name, section, name);
  if (!faults.empty()) throw error_of("", std::move(faults));
  realm.yaml = yaml_of(realm, section);
  return realm;
}

}  // namespace pkit::realm
