#include "catalog/auto_register.h"

#include <algorithm>

#include "base/text.h"

namespace pkit::catalog {

using config::Faults;
using config::Field;
using config::FieldType;
using config::Section;

namespace {

AutoRow read_row(const Value& value, const std::string& name, Faults& faults) {
  const Section section(value, name, kAutoFields, faults);
  AutoRow row;
  for (const std::string& text : section.texts("capabilities")) try {
      row.capabilities.emplace_back(text);
    } catch (const Error& error) {
      faults.add(section.at("capabilities"), "auto.capability", name + ".capabilities: " + error.what());
    }
  row.groups = section.texts("groups");
  if (section.has("capabilities") && row.capabilities.empty())
    faults.add(section.at("capabilities"), "auto.capability", name + ".capabilities is empty",
               "[\"CertStores.PEM.*\"]");
  if (row.groups.empty()) faults.warn(section.at(), name + " has no groups: it approves whoever asks");
  return row;
}

bool covers(const AutoRow& row, const std::string& capability) {
  return std::any_of(row.capabilities.begin(), row.capabilities.end(),
                     [&](const pattern::Glob& glob) { return glob.matches(capability); });
}

bool approves(const AutoRow& row, const std::vector<std::string>& groups) {
  if (row.groups.empty()) return true;
  return std::any_of(row.groups.begin(), row.groups.end(), [&](const std::string& group) {
    return std::find(groups.begin(), groups.end(), group) != groups.end();
  });
}

}  // namespace

const std::vector<Field> kAutoFields = {
    {.key = "capabilities",
     .type = FieldType::text_list,
     .required = true,
     .help = "globs of the capabilities that it covers"},
    {.key = "groups",
     .type = FieldType::text_list,
     .otherwise = "everybody",
     .help = "OS groups of the verified caller"},
};

AutoRows read_auto_rows(const Value& list, Faults& faults) {
  AutoRows rows;
  if (!list.is_list()) return rows;
  for (std::size_t i = 0; i < list.items().size(); ++i)
    rows.push_back(read_row(list.items()[i], "registration.auto[" + std::to_string(i) + "]", faults));
  return rows;
}

AutoAnswer auto_register(const AutoRows& rows, const std::vector<std::string>& capabilities,
                         const std::vector<std::string>& groups) {
  if (capabilities.empty()) return {false, "it has no capability"};
  for (const std::string& capability : capabilities) {
    const bool covered = std::any_of(
        rows.begin(), rows.end(), [&](const AutoRow& row) { return covers(row, capability) && approves(row, groups); });
    if (!covered) return {false, "no row approves " + printable(capability)};
  }
  return {true, "every capability is approved by a row"};
}

}  // namespace pkit::catalog
