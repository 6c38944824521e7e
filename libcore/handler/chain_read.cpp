// The `chains:` section: handlers read, and every fault that can be seen before one runs.
#include <algorithm>
#include <iterator>
#include <set>

#include "handler/chain.h"
#include "handler/outputs.h"

namespace pkit::handler {

using config::Faults;
using config::Field;
using config::FieldType;
using config::Section;

namespace {

constexpr const char* kActs[] = {"allow", "deny", "call"};

std::vector<std::string> names_of(const adapter::Adapters& adapters) {
  std::vector<std::string> names;
  for (const auto& [name, adapter] : adapters) names.push_back(name);
  return names;
}

bool is_procedure(const std::string& word) {
  return !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
                              std::string::npos;
}

void read_call(const Section& section, const adapter::Adapters& adapters, Handler& handler) {
  handler.act = Handler::Act::call;
  const std::string call = section.text("call");
  const std::size_t dot = call.find('.');
  handler.adapter = call.substr(0, dot);
  if (dot != std::string::npos) handler.procedure = call.substr(dot + 1);
  if (!is_procedure(handler.procedure)) {
    section.faults().add(section.at("call"), "handler.call", section.name() + ".call must be ADAPTER.PROCEDURE",
                         "call: cmdb.lookup");
  } else if (!adapters.contains(handler.adapter)) {
    section.faults().unknown(section.at("call"), section.name() + ": unknown adapter", handler.adapter,
                             names_of(adapters));
  }
}

/// A decision that rests on what anybody can say is made by mistake more often than on purpose.
void check_evidence(const Section& section, const Handler& handler) {
  if (handler.when.has_evidence() || section.boolean("unverified", false)) return;
  section.faults().add(
      section.at("allow"), "handler.evidence",
      section.name() + " allows without evidence: no condition asks for something that pkit knows",
      "add a condition on verified.caller, verified.osGroups or another verified. path (not state), or "
      "say unverified: true");
}

void read_act(const Value& value, const Section& section, const Chain& chain, const adapter::Adapters& adapters,
              Handler& handler) {
  const auto given =
      std::count_if(std::begin(kActs), std::end(kActs), [&](const char* act) { return value.find(act); });
  if (given != 1) {
    section.faults().add(section.at(), "handler.act", section.name() + " must have exactly one of allow, deny and call",
                         "allow: {}, deny: REASON or call: ADAPTER.PROCEDURE");
  } else if (section.has("call")) {
    read_call(section, adapters, handler);
  } else if (section.has("deny")) {
    handler.act = Handler::Act::deny;
    handler.deny_reason = section.text("deny");
  } else if (section.has("allow")) {
    handler.act = Handler::Act::allow;
    handler.allow = section.value("allow");
    check_allow(handler.allow, section.name() + ".allow", chain.profiles, section.faults());
    check_evidence(section, handler);
  } else if (value.find("allow") && value["allow"].is_null()) {
    section.faults().add(section.at("allow"), "config.type", section.name() + ".allow is empty",
                         "allow: {} allows without outputs");
  }
}

OnError on_error_of(const std::string& word) {
  if (word == "deny") return OnError::deny;
  if (word == "defer") return OnError::defer;
  return OnError::stop;
}

void check_empty(const Value& value, const Section& section, const char* key, const char* hint) {
  const Value* found = value.find(key);
  const bool empty = found && (found->is_null() || (found->is_list() && found->items().empty()));
  if (empty) section.faults().add(found->at(), "handler.empty", section.name() + "." + key + " is empty", hint);
}

Handler read_handler(const Value& value, const std::string& name, const Chain& chain, const adapter::Adapters& adapters,
                     Faults& faults) {
  const Section section(value, name, kHandlerFields, faults);
  Handler handler;
  handler.at = section.at();
  if (!value.is_map()) return handler;
  handler.name = section.text("name");
  handler.on = section.texts("on");
  handler.on_error = on_error_of(section.text("on_error", "stop"));
  check_empty(value, section, "when", "leave it out if the handler decides on everything");
  check_empty(value, section, "on", "leave it out for every operation");
  handler.when = Condition::read(section.value("when"), name + ".when", faults);
  read_act(value, section, chain, adapters, handler);
  if (handler.act != Handler::Act::deny) return handler;
  for (const std::string& path : handler.when.evadable())
    faults.warn(handler.at, name + " denies by " + path +
                                ", which a client can leave out; add an alternative with {present: false}");
  return handler;
}

void check_name(const Handler& handler, const Chain& chain, const std::string& name, Faults& faults) {
  const auto same = [&](const Handler& other) { return other.name == handler.name; };
  if (!handler.name.empty() && std::any_of(chain.handlers.begin(), chain.handlers.end(), same))
    faults.add(handler.at, "handler.duplicate", name + ": the chain has a handler of this name already");
}

/// Operations that a handler without conditions has decided: no later handler sees them.
class Reached {
 public:
  void check(const Handler& handler, const std::string& name, Faults& faults) {
    const std::vector<std::string> on = handler.on.empty() ? kOperations.list() : handler.on;
    const auto is_decided = [&](const std::string& operation) { return decided_.contains(operation); };
    if (std::all_of(on.begin(), on.end(), is_decided))
      faults.add(handler.at, "handler.unreachable", name + " is never reached",
                 "'" + by_ + "' decides on everything before it");
    if (handler.act == Handler::Act::call || !handler.when.always()) return;
    decided_.insert(on.begin(), on.end());
    by_ = handler.name;
  }

 private:
  std::set<std::string> decided_;
  std::string by_;
};

Chain read_chain(const std::string& name, const Value& value, const adapter::Adapters& adapters, Faults& faults) {
  const Section section(value, "chains." + name, kChainFields, faults);
  Chain chain;
  chain.name = name;
  chain.profiles = section.texts("profiles");
  const Value& handlers = section.value("handlers");
  if (!handlers.is_list()) return chain;
  Reached reached;
  for (std::size_t i = 0; i < handlers.items().size(); ++i) {
    const std::string place = section.name() + ".handlers[" + std::to_string(i) + "]";
    const std::size_t before = faults.list().size();
    Handler handler = read_handler(handlers.items()[i], place, chain, adapters, faults);
    check_name(handler, chain, place, faults);
    if (faults.list().size() == before) reached.check(handler, place, faults);
    chain.handlers.push_back(std::move(handler));
  }
  return chain;
}

}  // namespace

const std::vector<Field> kChainFields = {
    {.key = "profiles",
     .type = FieldType::text_list,
     .help = "profiles that its handlers, and a registration, may name"},
    {.key = "handlers", .type = FieldType::list, .help = "run in this order until one allows or denies"},
};

const std::vector<Field> kHandlerFields = {
    {.key = "name", .type = FieldType::text, .required = true, .help = "what the record calls it"},
    {.key = "on",
     .type = FieldType::text_or_list,
     .otherwise = "every operation",
     .words = kOperations,
     .help = "operations that it sees; an approval is a register"},
    {.key = "when", .type = FieldType::map, .otherwise = "always", .help = "conditions, all of which must hold"},
    {.key = "allow", .type = FieldType::map, .help = "allow, with these outputs"},
    {.key = "deny", .type = FieldType::text, .help = "deny, for this reason"},
    {.key = "call", .type = FieldType::text, .help = "ADAPTER.PROCEDURE that decides"},
    {.key = "on_error",
     .type = FieldType::text,
     .otherwise = "stop",
     .words = kOneOf<"stop", "deny", "defer">,
     .help = "what a failure of this handler is"},
    {.key = "unverified",
     .type = FieldType::boolean,
     .otherwise = "false",
     .help = "yes, allow by what the client claims alone"},
};

Chains read_chains(const Value& section, const adapter::Adapters& adapters, Faults& faults) {
  Chains chains;
  if (section.is_null()) return chains;
  if (!section.is_map()) {
    faults.add(section.at(), "config.type",
               std::string("chains must be a map of names, not ") + Value::name(section.type()));
    return chains;
  }
  for (const auto& [name, value] : section.members()) chains.emplace(name, read_chain(name, value, adapters, faults));
  return chains;
}

}  // namespace pkit::handler
