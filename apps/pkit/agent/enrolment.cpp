#include "pkit/agent/enrolment.h"

#include <utility>

#include "fleet/operations.h"
#include "pkit/agent/asking.h"
#include "pkit/decision.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

constexpr Duration kDay = 86'400'000;
/// By which the second registration of a new agent asks for its stores.
constexpr std::pair<const char*, const char*> kEnrolStores{"RegistrationRequest", "registration-enroll-stores"};

/// A new certificate is requested or required of it (A0100007, A0100008).
bool is_to_enrol_again(const Outcome& outcome) {
  return !outcome.data["orchestrator"].text_or("AuthCertificateReenrollment").empty();
}

class Enrolment {
 public:
  Enrolment(Context& context, const AgentOptions& o)
      : context_(context),
        o_(o),
        directory_(absolute_path(o.directory)),
        now_(context.globals.now.value_or(context.world.now())),
        asking_(context, o, agent_) {
    const std::optional<Agent> known = read_agent(directory_);
    if (!known && o.client_machine.empty())
      throw Error(Kind::usage, "option.missing", "option --client-machine is missing: the agent has no name yet");
    agent_ = known.value_or(Agent{o.client_machine, "", false, {}, {}});
    // What it said last it says again: an agent that is silent about it loses no capability by that.
    agent_.capabilities = o.capabilities;
    agent_.profile = o.profile;
  }

  Outcome run() {
    const Occasion occasion = occasion_of(certificate_validity(directory_), o_.renew_within.value_or(180 * kDay), now_);
    if (occasion == Occasion::expired) begin_anew();
    if (occasion != Occasion::none) {
      Outcome outcome = enrol(occasion == Occasion::renewal);
      if (outcome.error || agent_.stores_asked) return outcome;
    }
    Outcome outcome = come_again();
    if (!outcome.error && is_to_enrol_again(outcome)) return enrol(true);
    if (!outcome.error && occasion != Occasion::none) outcome.data.set("published", bundle().string());
    return outcome;
  }

 private:
  Path bundle() const { return directory_ / "tls"; }

  /// Under a new name; a try that was cut short goes on under the one that it had.
  void begin_anew() {
    if (agent_.agent_id.empty()) return;
    agent_.client_machine = renamed(agent_.client_machine, now_);
    agent_.agent_id.clear();
    agent_.stores_asked = false;
    write_agent(directory_, agent_);
  }

  /// The key waits from before the request until its certificate joins it.
  Outcome enrol(bool is_signed) {
    const TakenIn given = take(o_.source, agent_value(agent_), true, context_.world);
    const AgentRegistration says = asking_.registration(given.parameters);
    WaitingBundle waiting = asking_.open_waiting(given, says);
    Outcome outcome = asking_.tell_once(is_signed, waiting, says);
    if (outcome.error && is_over(*outcome.error)) waiting.discard();
    if (outcome.error && outcome.error->kind() == Kind::pending) write_agent(directory_, agent_);
    if (outcome.error) return outcome;
    if (outcome.certificate.empty())
      throw Error(Kind::state, "agent.certificate", agent_.client_machine + " is let in, and got no certificate");
    waiting.publish({x509::write_pem("CERTIFICATE", outcome.certificate), chain_text(outcome.chain)});
    outcome.data.set("published", bundle().string());
    remember(outcome);
    return outcome;
  }

  /// For its stores too, until that succeeded once (T-B30).
  Outcome come_again() {
    TakenIn given = take(o_.source, agent_value(agent_), false, context_.world);
    if (!agent_.stores_asked) given.parameters.emplace_back(kEnrolStores);
    Outcome outcome = asking_.come(asking_.registration(given.parameters));
    if (outcome.error) return outcome;
    agent_.stores_asked = true;
    remember(outcome);
    return outcome;
  }

  /// From now on it is called what it was told to call itself (A14).
  void remember(const Outcome& outcome) {
    const Value& o = outcome.data["orchestrator"];
    const std::string tied = o.text_or("ClientID");
    if (!tied.empty()) agent_.client_machine = tied;
    agent_.agent_id = o.text_or("AgentId");
    write_agent(directory_, agent_);
  }

  Context& context_;
  const AgentOptions& o_;
  const Path directory_;
  const Time now_;
  Agent agent_;
  const AgentAsking asking_;
};

}  // namespace

Outcome register_agent(Context& context, const AgentOptions& o) {
  require_source(o.source);
  const AgentOptions said = with_kept(o, read_agent(absolute_path(o.directory)));
  return Enrolment(context, said).run();
}

}  // namespace pkit::app
