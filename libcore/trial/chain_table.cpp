#include "trial/chain_table.h"

#include "base/counted.h"
#include "config/yaml.h"

namespace pkit {

using config::Field;
using config::FieldType;
using config::Section;

const std::vector<Field> kTableFields = {
    {.key = "cases", .type = FieldType::list, .required = true, .help = "requests, and what is expected of each"},
};

const std::vector<Field> kCaseFields = {
    {.key = "name", .type = FieldType::text, .required = true, .help = "what the result calls it"},
    {.key = "chain", .type = FieldType::text, .otherwise = "the operation's", .help = "the chain that decides"},
    {.key = "operation",
     .type = FieldType::text,
     .otherwise = "register",
     .words = kOneOf<"register", "issue", "renew", "rotate-key">,
     .help = "what is asked for"},
    {.key = "approving", .type = FieldType::boolean, .otherwise = "false", .help = "an operator approves it"},
    {.key = "claimed", .type = FieldType::map, .required = true, .help = "what the client says: ClientMachine, ..."},
    {.key = "verified", .type = FieldType::map, .help = "what pkit knows: caller, osGroups, state, ..."},
    {.key = "csr", .type = FieldType::map, .help = "its CSR, as rules see it: cn, dns, key, ..."},
    {.key = "answers", .type = FieldType::map, .help = "ADAPTER.PROCEDURE: what it answers, or null where it fails"},
    {.key = "expect",
     .type = FieldType::map,
     .required = true,
     .help = "the decision; what is left out is not compared"},
};

const std::vector<Field> kExpectFields = {
    {.key = "result",
     .type = FieldType::text,
     .words = kOneOf<"Allow", "Deny", "Defer", "failed">,
     .help = "the chain's result"},
    {.key = "answer",
     .type = FieldType::text,
     .words = kOneOf<"allowed", "denied", "deferred", "failed">,
     .help = "what it means, with auto-registration and defaults"},
    {.key = "by", .type = FieldType::text, .help = "who decided: handler:NAME, builtin, default"},
    {.key = "message", .type = FieldType::text, .help = "why"},
    {.key = "profile", .type = FieldType::text, .help = "the profile that is granted"},
    {.key = "names", .type = FieldType::map, .help = "the names that are granted"},
    {.key = "blueprintName", .type = FieldType::text, .help = "the blueprint"},
    {.key = "ClientID", .type = FieldType::text, .help = "the ClientID"},
    {.key = "metadata", .type = FieldType::map, .help = "the metadata"},
    {.key = "ClientParameters", .type = FieldType::map, .help = "what is returned to the client"},
};

namespace {

Value parameter_of(const Section& section) {
  const std::string state = section.value("verified").text_or("state");
  Value parameter = Value::map({{"operation", section.text("operation", "register")},
                                {"approving", section.boolean("approving", false)},
                                {"isInitial", state.empty() || state == "New"}});
  for (const char* key : {"claimed", "verified"})
    parameter.set(key, section.value(key).is_map() ? section.value(key) : Value::map());
  parameter.set("csr", section.value("csr"));
  return parameter;
}

ChainCase read_case(const Value& value, const std::string& place, const Setup& setup, config::Faults& faults) {
  const Section section(value, place, kCaseFields, faults);
  ChainCase one;
  one.name = section.text("name");
  one.chain = section.text("chain");
  one.operation = section.text("operation", "register");
  one.parameter = parameter_of(section);
  one.expect = section.value("expect");
  const Section expect(section.value("expect"), place + ".expect", kExpectFields, faults);
  std::vector<std::string> chains;
  for (const auto& [name, chain] : setup.chains) chains.push_back(name);
  if (section.has("chain") && !setup.chains.contains(one.chain))
    faults.unknown(section.at("chain"), "unknown chain", one.chain, chains);
  if (section.value("answers").is_map())
    for (const auto& [call, answer] : section.value("answers").members()) one.answers[call] = answer;
  return one;
}

}  // namespace

std::vector<ChainCase> read_chain_table(const std::string& text, const std::string& name, const Setup& setup) {
  const Value root = config::parse_yaml(text, name);
  config::Faults faults(name);
  const Section section(root, "", kTableFields, faults);
  std::vector<ChainCase> cases;
  if (section.value("cases").is_list())
    for (const Value& value : section.value("cases").items())
      cases.push_back(read_case(value, "cases[" + std::to_string(cases.size()) + "]", setup, faults));
  if (faults.empty()) return cases;
  std::vector<Fault> found = faults.list();
  for (Fault& fault : found) fault.kind = Kind::input;
  const std::string count = counted(found.size(), "fault");
  throw Error(Kind::input, "chain.table", name + " has " + count, "man pkit-chain-test has its form", std::move(found));
}

}  // namespace pkit
