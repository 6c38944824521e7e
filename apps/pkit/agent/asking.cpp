#include "pkit/agent/asking.h"

#include <utility>

#include "digest/digest.h"
#include "fleet/operations.h"
#include "x509/csr.h"
#include "x509/csr_build.h"
#include "x509/pem.h"

namespace pkit::app {

bool is_over(const Error& error) {
  return error.kind() == Kind::denied || error.code() == "registration.closed" ||
         error.code() == "certificate.revoked" || error.code() == "certificate.expired";
}

AgentRegistration AgentAsking::registration(const ClientParameters& given) const {
  AgentRegistration says{agent_.client_machine, o_.profile, o_.capabilities, {}};
  for (const auto& [key, value] : given) says.parameters.insert_or_assign(key, value);
  return says;
}

GateCommand AgentAsking::command(bool is_signed, const AgentRegistration& says) const {
  GateCommand command(kRegister);
  command.via = o_.via;
  if (is_signed) {
    command.certificate = (bundle_ / "fullchain.pem").string();
    command.key = (bundle_ / "key.pem").string();
  }
  auto& request = *static_cast<RegisterRequest*>(command.request.get());
  request.client_machine = says.client_machine;
  request.capabilities = says.capabilities;
  request.profile = says.profile;
  request.parameters.assign(says.parameters.begin(), says.parameters.end());
  return command;
}

Outcome AgentAsking::come(const AgentRegistration& says) const { return ask(context_, command(true, says)); }

WaitingKey AgentAsking::new_key(const TakenIn& given, const AgentRegistration& says) const {
  if (given.csr) {
    auto [key, request] = own_request(o_.source, given);
    return {random_uuid(context_.world), std::move(key), std::move(request), kept_form(says)};
  }
  const x509::PrivateKey key = x509::PrivateKey::generate(o_.key_type);
  const x509::Name subject = x509::Name::of({{"CN", agent_.client_machine}});
  return {random_uuid(context_.world), std::string(key.to_pem(Secret()).reveal()),
          x509::write_pem("CERTIFICATE REQUEST", x509::build_csr(key, subject, {})), kept_form(says)};
}

AgentRegistration AgentAsking::said_by(const WaitingBundle& waiting) const {
  if (waiting.key().said.empty())
    throw Error(Kind::conflict, "agent.waiting", "another command's key waits beside " + bundle_.string(),
                "finish that command, or remove " + waiting.place().string());
  return read_kept_form(waiting.key().said, (waiting.place() / "said").string());
}

WaitingBundle AgentAsking::waiting_of_ours(const TakenIn& given, const AgentRegistration& says) const {
  const auto make = [&] { return new_key(given, says); };
  {
    WaitingBundle waiting = WaitingBundle::open(context_.world, bundle_, make);
    if (said_by(waiting).client_machine == agent_.client_machine) return waiting;
    waiting.discard();
  }
  return WaitingBundle::open(context_.world, bundle_, make);
}

WaitingBundle AgentAsking::open_waiting(const TakenIn& given, const AgentRegistration& says) const {
  WaitingBundle waiting = waiting_of_ours(given, says);
  require_same_key(given, waiting);
  return waiting;
}

void AgentAsking::require_same_key(const TakenIn& given, const WaitingBundle& waiting) const {
  if (!given.csr || !waiting.resumed()) return;
  const auto key_id = [](const std::string& request) { return x509::examine_csr_file(request, "").csr->key.key_id(); };
  if (key_id(own_request(o_.source, given).second) == key_id(waiting.key().request)) return;
  throw Error(Kind::conflict, "agent.waiting",
              given.csr_name + " is over another key than the request that waits for its certificate",
              "finish that one with no request given, or remove " + waiting.place().string() + " to give it up");
}

Outcome AgentAsking::tell(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& says,
                          const std::string& request_id) const {
  const GateCommand asked = command(is_signed, says);
  auto& request = *static_cast<RegisterRequest*>(asked.request.get());
  request.csr = waiting.key().request;
  request.csr_name = "the request";
  request.common.request_id = request_id;
  return ask(context_, asked);
}

/// What became of the request that was sent. That it had a mistake in it is no reason not to ask otherwise.
Outcome AgentAsking::became_of(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& said) const {
  try {
    return tell(is_signed, waiting, said, waiting.key().request_id);
  } catch (const Error& error) {
    if (error.kind() == Kind::state) throw;
    Outcome outcome;
    outcome.error = error;
    return outcome;
  }
}

Outcome AgentAsking::tell_once(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& says) const {
  const std::string& id = waiting.key().request_id;
  const AgentRegistration said = said_by(waiting);
  if (said == says) return tell(is_signed, waiting, says, id);
  Outcome outcome = became_of(is_signed, waiting, said);
  if (!outcome.error || is_over(*outcome.error) || outcome.error->kind() == Kind::state) return outcome;
  return tell(is_signed, waiting, says, id + "-" + digest::sha256_hex(kept_form(says)));
}

}  // namespace pkit::app
