// realm-xml: reads the XML form of a realm from standard input and writes it as JSON: {name, loginModule, className,
// parameters: {..}}, or {faults: [{line, what}]}.
#include <cstdio>
#include <exception>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "realm-xml/read.h"

namespace {

using pkit::Value;

Value faults_value(const std::vector<pkit::realm_xml::Fault>& faults) {
  Value list = Value::list();
  for (const pkit::realm_xml::Fault& fault : faults)
    list.push(Value::map({{"line", fault.line}, {"what", pkit::storable(fault.what)}}));
  return Value::map({{"faults", std::move(list)}});
}

Value realm_value(const pkit::realm_xml::Read& realm) {
  Value parameters = Value::map();
  for (const auto& [name, value] : realm.parameters) parameters.set(name, value);
  return Value::map({{"name", realm.name},
                     {"loginModule", realm.login_module},
                     {"className", realm.class_name},
                     {"parameters", std::move(parameters)}});
}

}  // namespace

int main() {
  try {
    const pkit::realm_xml::Read realm =
        pkit::realm_xml::read(pkit::read_all(0, "standard input", pkit::realm_xml::kLargest + 1));
    const std::string json =
        pkit::to_json(realm.faults.empty() ? realm_value(realm) : faults_value(realm.faults)) + "\n";
    return std::fwrite(json.data(), 1, json.size(), stdout) == json.size() && std::fflush(stdout) == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "realm-xml: %s\n", error.what());
    return 1;
  }
}
