#include "gateways/peer.h"

namespace pkit::gateways {

namespace {

constexpr Duration kPauses[] = {250, 1000};

const GatewaySetup& find_gateway(const Setup& setup, const std::string& name) {
  const auto found = setup.gateways.find(name);
  if (found != setup.gateways.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [known, gateway] : setup.gateways) names.push_back(known);
  throw Error(Kind::not_found, "gateway.missing", "pkit.yaml has no gateway '" + printable(name) + "'",
              names.empty() ? "gateways: { NAME: { adapter: ADAPTER } }" : hint_for(name, names));
}

}  // namespace

Peer::Peer(const ReadSession& session, const Setup& setup, const std::string& name)
    : session_(session), gateway_(find_gateway(setup, name)), adapter_(setup.adapters.at(gateway_.adapter)) {}

void Peer::require_enabled() const {
  if (gateway_.enabled) return;
  throw Error(Kind::conflict, "gateway.disabled",
              "gateway '" + gateway_.name + "' is not enabled: nothing is asked of it",
              "gateways." + gateway_.name + ".enabled: true in pkit.yaml");
}

Value Peer::parameter(std::initializer_list<Value::Member> members) const {
  Value parameter = Value::map({{"connection", gateway_.connection}});
  for (const auto& [key, value] : members) parameter.set(key, value);
  return parameter;
}

Value Peer::look(const char* procedure, const Value& parameter, const Shape& shape, const std::string& request_id,
                 std::size_t limit) const {
  int attempt = 1;
  for (const Duration pause : kPauses) {
    try {
      return once(procedure, parameter, shape, request_id, attempt++, limit);
    } catch (const Error&) {  // it changes nothing to ask again
      session_.world.sleep(pause);
    }
  }
  return once(procedure, parameter, shape, request_id, attempt, limit);
}

Value Peer::act(const char* procedure, const Value& parameter, const Shape& shape,
                const std::string& request_id) const {
  return once(procedure, parameter, shape, request_id, 1, adapter::kAnswerLimit);
}

Value Peer::once(const char* procedure, const Value& parameter, const Shape& shape, const std::string& request_id,
                 int attempt, std::size_t limit) const {
  const adapter::Answer answer = adapter::call(
      adapter_, session_.home.directory,
      {.procedure = procedure, .parameter = parameter, .request_id = request_id, .attempt = attempt, .answer = limit},
      session_.world);
  const std::string who = "gateway '" + gateway_.name + "', " + adapter_.name + "." + procedure + ": ";
  if (!answer.ok) throw Error(Kind::config, "gateway.failed", who + adapter::told_failure(answer));
  const std::vector<Flaw> flaws = flaws_in(answer.value, shape, "answer", {.others = Others::extensions});
  if (!flaws.empty()) throw Error(Kind::config, "gateway.failed", who + printable(flaws.front().what));
  return answer.value;
}

}  // namespace pkit::gateways
