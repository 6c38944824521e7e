#include "bridge/requirements.h"

#include <algorithm>

#include "base/table.h"

namespace pkit::bridge {

namespace {

constexpr Field kFields[] = {
    {.key = "commonName", .type = FieldType::word, .required = true},
    {.key = "additionalSubject", .type = FieldType::text_map, .required = true},
    {.key = "additionalAttributes", .type = FieldType::text_map, .required = true},
};

Fault faulty(const std::string& where, const std::string& what, const std::string& hint = {}) {
  return {Kind::input, "realm.requirements", where, where + " " + what, hint};
}

/// Why no name has this attribute; empty where one can.
std::string subject_fault(const std::string& oid, const std::string& key, const std::string& value) {
  if (oid == x509::attribute_oid("CN")) return "is the common name, which is required by itself";
  try {
    x509::Name::of({{key, value}});
  } catch (const Error& error) {
    return error.code() == "name.length" ? "has a value that is too long or too short"
                                         : "has a value that it cannot have";
  }
  return {};
}

void read_subject(const Value& members, Requirements& into, std::vector<Fault>& faults) {
  for (const auto& [key, value] : members.members()) {
    const std::string where = "additionalSubject." + printable(key);
    const std::optional<std::string> oid = x509::attribute_oid(key);
    if (!oid) {
      faults.push_back(faulty(where, "is no attribute of a name", "O, OU, L, ST, C, ..., or an OID"));
      continue;
    }
    const std::string word = x509::attribute_key(*oid);
    const std::string wrong = subject_fault(*oid, word, value.as_text());
    if (!wrong.empty()) faults.push_back(faulty(where, wrong));
    const bool twice =
        std::any_of(into.subject.begin(), into.subject.end(), [&](const auto& has) { return has.first == word; });
    if (twice) faults.push_back(faulty(where, "is there twice, in two spellings"));
    into.subject.emplace_back(word, value.as_text());
  }
}

void read_attributes(const Value& members, Requirements& into, std::vector<Fault>& faults) {
  for (const auto& [key, value] : members.members()) {
    const std::string where = "additionalAttributes." + printable(key);
    const std::optional<std::string> oid = x509::request_attribute_oid(key);
    if (!oid) {
      faults.push_back(faulty(where, "is no attribute of a request whose value is a text",
                              "challengePassword, unstructuredName, ..., or an OID"));
      continue;
    }
    const std::string wrong = x509::request_attribute_fault(*oid, value.as_text());
    if (!wrong.empty()) faults.push_back(faulty(where, wrong));
    const bool twice = std::any_of(into.attributes.begin(), into.attributes.end(),
                                   [&](const auto& has) { return x509::request_attribute_oid(has.first) == oid; });
    if (twice) faults.push_back(faulty(where, "is there twice, in two spellings"));
    into.attributes.emplace_back(key, value.as_text());
  }
}

Fault lacking(const char* code, const std::string& where, const std::string& what) {
  return {Kind::denied, code, where, what, "make it of the requirements: pkit csr new --requirements FILE"};
}

void check_common_name(const Requirements& wanted, const x509::Csr& csr, std::vector<Fault>& faults) {
  const std::vector<std::string> names = csr.subject.values("CN");
  if (names.empty())
    faults.push_back(lacking("realm.csr.cn", "subject.CN",
                             "the CSR has no CN; required is '" + printable(wanted.common_name) + "'"));
  for (const std::string& name : names)
    if (name != wanted.common_name)
      faults.push_back(
          lacking("realm.csr.cn", "subject.CN",
                  "CN '" + printable(name) + "' is not the required '" + printable(wanted.common_name) + "'"));
}

}  // namespace

Requirements read_requirements(const Value& value, const std::string& name) {
  std::vector<Fault> faults = as_faults(flaws_in(value, map_of(kFields), ""), Kind::input, "realm.requirements");
  Requirements requirements;
  if (faults.empty()) {
    requirements.common_name = value["commonName"].as_text();
    try {
      x509::Name::of({{"CN", requirements.common_name}});
    } catch (const Error&) {
      faults.push_back(faulty("commonName", "is no text of 1 to 64 characters"));
    }
    read_subject(value["additionalSubject"], requirements, faults);
    read_attributes(value["additionalAttributes"], requirements, faults);
  }
  if (!faults.empty()) throw error_of(name, std::move(faults));
  return requirements;
}

Value requirements_value(const Requirements& requirements) {
  const auto map = [](const std::vector<std::pair<std::string, std::string>>& pairs) {
    Value value = Value::map();
    for (const auto& [key, text] : pairs) value.set(key, text);
    return value;
  };
  return Value::map({{"commonName", requirements.common_name},
                     {"additionalSubject", map(requirements.subject)},
                     {"additionalAttributes", map(requirements.attributes)}});
}

std::vector<Fault> faults_against(const Requirements& requirements, const x509::Csr& csr) {
  std::vector<Fault> faults;
  check_common_name(requirements, csr, faults);
  for (const auto& [key, value] : requirements.subject) {
    const std::vector<std::string> has = csr.subject.values(key);
    if (std::find(has.begin(), has.end(), value) == has.end())
      faults.push_back(
          lacking("realm.csr.subject", "subject." + key, "the subject has no " + key + " '" + printable(value) + "'"));
  }
  const std::vector<x509::RequestAttribute> has = x509::request_attributes(csr);
  for (const x509::RequestAttribute& wanted : attributes_for(requirements)) {
    const bool there = std::any_of(has.begin(), has.end(), [&](const x509::RequestAttribute& one) {
      return one.oid == wanted.oid && one.value == wanted.value;
    });
    if (!there)
      faults.push_back(lacking("realm.csr.attribute", "attributes." + wanted.oid,
                               "the CSR has no attribute " + wanted.oid + " with the required value"));
  }
  return faults;
}

x509::Name subject_for(const Requirements& requirements) {
  std::vector<std::pair<std::string, std::string>> attributes(requirements.subject.rbegin(),
                                                              requirements.subject.rend());
  attributes.emplace_back("CN", requirements.common_name);
  return x509::Name::of(attributes);
}

std::vector<x509::RequestAttribute> attributes_for(const Requirements& requirements) {
  std::vector<x509::RequestAttribute> attributes;
  for (const auto& [key, value] : requirements.attributes)
    attributes.push_back({x509::request_attribute_oid(key).value_or(key), value});
  return attributes;
}

}  // namespace pkit::bridge
