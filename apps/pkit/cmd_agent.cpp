// pkit agent register: the agent's side of a registration (B9). It has a key, a certificate and a name in a directory
// of its own, here or on another host, and comes again as long as it lives.
#include "gate/request.h"
#include "home/bundle.h"
#include "pkit/agent_directory.h"
#include "pkit/agent_source.h"
#include "pkit/fleet_verbs.h"
#include "pkit/gate_command.h"
#include "x509/csr_build.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

constexpr Duration kDay = 86'400'000;
/// By which the second registration of a new agent asks for its stores.
constexpr std::pair<const char*, const char*> kEnrolStores{"RegistrationRequest", "registration-enroll-stores"};

struct AgentOptions {
  std::string directory, client_machine, profile;
  AgentSource source;
  std::string key_type = "ec-p256";
  std::vector<std::string> capabilities, via;
  std::optional<Duration> renew_within;
};

/// What this call is about, by the certificate that there is.
enum class Occasion { first, renewal, expired, none };

Occasion occasion_of(const std::optional<Time>& end, Duration within, Time now) {
  if (!end) return Occasion::first;
  if (now > *end) return Occasion::expired;
  return *end - now <= within ? Occasion::renewal : Occasion::none;
}

Value agent_value(const Agent& agent) {
  return Value::map({{"ClientMachine", agent.client_machine}, {"AgentId", agent.agent_id}});
}

class AgentRun {
 public:
  AgentRun(Context& context, const AgentOptions& o)
      : context_(context),
        o_(o),
        directory_(absolute_path(o.directory)),
        now_(context.globals.now.value_or(context.world.now())) {
    const std::optional<Agent> known = read_agent(directory_);
    if (!known && o.client_machine.empty())
      throw Error(Kind::usage, "option.missing", "option --client-machine is missing: the agent has no name yet");
    agent_ = known.value_or(Agent{o.client_machine, ""});
  }

  Outcome run() {
    const Occasion occasion = occasion_of(certificate_end(directory_), o_.renew_within.value_or(180 * kDay), now_);
    if (occasion == Occasion::expired) begin_anew();
    if (occasion != Occasion::none) {
      Outcome outcome = enrol(occasion == Occasion::renewal);
      if (outcome.error || occasion == Occasion::renewal) return outcome;
      outcome = come_again({kEnrolStores});
      outcome.data.set("published", bundle().string());
      return outcome;
    }
    return come_again({});
  }

 private:
  Path bundle() const { return directory_ / "tls"; }

  /// Under a new name; a try that was cut short goes on under the one that it had.
  void begin_anew() {
    if (agent_.agent_id.empty()) return;
    agent_ = {renamed(agent_.client_machine, now_), ""};
    write_agent(directory_, agent_);
  }

  GateCommand command(bool is_signed, ClientParameters given, const ClientParameters& more) const {
    GateCommand command(kRegister);
    command.via = o_.via;
    if (is_signed) {
      command.certificate = (bundle() / "fullchain.pem").string();
      command.key = (bundle() / "key.pem").string();
    }
    auto& request = *static_cast<RegisterRequest*>(command.request.get());
    request.client_machine = agent_.client_machine;
    request.capabilities = o_.capabilities;
    request.profile = o_.profile;
    request.parameters = std::move(given);
    request.parameters.insert(request.parameters.end(), more.begin(), more.end());
    return command;
  }

  WaitingKey new_key(const TakenIn& given) const {
    if (given.csr) {
      auto [key, request] = own_request(o_.source, given);
      return {random_uuid(context_.world), std::move(key), std::move(request)};
    }
    const x509::PrivateKey key = x509::PrivateKey::generate(o_.key_type);
    const x509::Name subject = x509::Name::of({{"CN", agent_.client_machine}});
    return {random_uuid(context_.world), std::string(key.to_pem(Secret()).reveal()),
            x509::write_pem("CERTIFICATE REQUEST", x509::build_csr(key, subject, {}))};
  }

  /// The key waits from before the request until its certificate joins it.
  Outcome enrol(bool is_signed) {
    const TakenIn given = take(o_.source, agent_value(agent_), true, context_.world);
    WaitingBundle waiting = WaitingBundle::open(context_.world, bundle(), [&] { return new_key(given); });
    const GateCommand asked = command(is_signed, given.parameters, {});
    auto& request = *static_cast<RegisterRequest*>(asked.request.get());
    request.csr = waiting.key().request;
    request.csr_name = "the request";
    request.common.request_id = waiting.key().request_id;
    Outcome outcome = ask(context_, asked);
    if (outcome.error && outcome.error->kind() == Kind::denied) waiting.discard();
    if (outcome.error && outcome.error->kind() == Kind::pending) write_agent(directory_, agent_);
    if (outcome.error) return outcome;
    if (outcome.certificate.empty())
      throw Error(Kind::state, "agent.certificate", agent_.client_machine + " is let in, and got no certificate");
    waiting.publish({x509::write_pem("CERTIFICATE", outcome.certificate), chain_text(outcome.chain)});
    outcome.data.set("published", bundle().string());
    remember(outcome);
    return outcome;
  }

  Outcome come_again(const ClientParameters& more) {
    TakenIn given = take(o_.source, agent_value(agent_), false, context_.world);
    Outcome outcome = ask(context_, command(true, std::move(given.parameters), more));
    if (!outcome.error) remember(outcome);
    return outcome;
  }

  /// From now on it is called what it was told to call itself (A14).
  void remember(const Outcome& outcome) {
    const Value& o = outcome.data["orchestrator"];
    const std::string tied = o.text_or("ClientID");
    agent_ = {tied.empty() ? agent_.client_machine : tied, o.text_or("AgentId")};
    write_agent(directory_, agent_);
  }

  Context& context_;
  const AgentOptions& o_;
  const Path directory_;
  const Time now_;
  Agent agent_;
};

}  // namespace

Run bind_agent_register(Options& options) {
  auto o = std::make_shared<AgentOptions>();
  options.directory("--agent-dir", "DIR", "where its name, key and certificate are; it must exist", o->directory)
      .must_be_given();
  options.text("--client-machine", "NAME", "the name it registers as at first", o->client_machine);
  options.texts("--capability", "C", "what it can do", o->capabilities);
  options.file("--parameters", "FILE", "its client parameters: a JSON map of texts", o->source.parameters);
  options.file("--csr", "FILE", "the request to register with, in place of one that is made", o->source.csr);
  options.file("--csr-key", "FILE", "the key that the request of --csr or --program is over", o->source.csr_key);
  options.file("--program", "FILE", "a program that is asked for both: {\"CSR\": null, \"ClientParameters\": {}}",
               o->source.program);
  options.text("--profile", "PROFILE", "the profile it asks for", o->profile).completes(Completion::profile);
  options.choice("--key-type", "TYPE", x509::new_key_words(), "of its keys; default ec-p256", o->key_type);
  options.duration("--renew-within", "ask for a new certificate that long before its end; default 180d",
                   o->renew_within);
  options.rest("--via", "PROGRAM...", "ask the gate that this program, with all words after it, leads to", o->via);
  return [o](Context& context) {
    require_source(o->source);
    const Outcome outcome = AgentRun(context, *o).run();
    return present(context, outcome, {});
  };
}

}  // namespace pkit::app
