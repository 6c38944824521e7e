// pkit agent register: the agent's side of a registration (B9). It has a key, a certificate and a name in a directory
// of its own, here or on another host, and comes again as long as it lives.
#include "digest/digest.h"
#include "gate/request.h"
#include "home/bundle.h"
#include "pkit/agent_directory.h"
#include "pkit/agent_registration.h"
#include "pkit/agent_source.h"
#include "pkit/fleet_verbs.h"
#include "pkit/gate_command.h"
#include "x509/csr.h"
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

Value agent_value(const Agent& agent) {
  return Value::map({{"ClientMachine", agent.client_machine}, {"AgentId", agent.agent_id}});
}

/// A new certificate is requested or required of it (A0100007, A0100008).
bool is_to_enrol_again(const Outcome& outcome) {
  return !outcome.data["orchestrator"].text_or("AuthCertificateReenrollment").empty();
}

/// Nothing will come of that request: only another one, over another key, can be heard.
bool is_over(const Error& error) {
  return error.kind() == Kind::denied || error.code() == "registration.closed" ||
         error.code() == "certificate.revoked" || error.code() == "certificate.expired";
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
    agent_ = known.value_or(Agent{o.client_machine, "", false});
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
    agent_ = {renamed(agent_.client_machine, now_), "", false};
    write_agent(directory_, agent_);
  }

  AgentRegistration registration(const ClientParameters& given) const {
    AgentRegistration says{agent_.client_machine, o_.profile, o_.capabilities, {}};
    for (const auto& [key, value] : given) says.parameters.insert_or_assign(key, value);
    return says;
  }

  GateCommand command(bool is_signed, const AgentRegistration& says) const {
    GateCommand command(kRegister);
    command.via = o_.via;
    if (is_signed) {
      command.certificate = (bundle() / "fullchain.pem").string();
      command.key = (bundle() / "key.pem").string();
    }
    auto& request = *static_cast<RegisterRequest*>(command.request.get());
    request.client_machine = says.client_machine;
    request.capabilities = says.capabilities;
    request.profile = says.profile;
    request.parameters.assign(says.parameters.begin(), says.parameters.end());
    return command;
  }

  WaitingKey new_key(const TakenIn& given, const AgentRegistration& says) const {
    if (given.csr) {
      auto [key, request] = own_request(o_.source, given);
      return {random_uuid(context_.world), std::move(key), std::move(request), kept_form(says)};
    }
    const x509::PrivateKey key = x509::PrivateKey::generate(o_.key_type);
    const x509::Name subject = x509::Name::of({{"CN", agent_.client_machine}});
    return {random_uuid(context_.world), std::string(key.to_pem(Secret()).reveal()),
            x509::write_pem("CERTIFICATE REQUEST", x509::build_csr(key, subject, {})), kept_form(says)};
  }

  AgentRegistration said_by(const WaitingBundle& waiting) const {
    if (waiting.key().said.empty())
      throw Error(Kind::conflict, "agent.waiting", "another command's key waits beside " + bundle().string(),
                  "finish that command, or remove " + waiting.place().string());
    return read_kept_form(waiting.key().said, (waiting.place() / "said").string());
  }

  /// The key that waits, or a new one. One that a former name's request is over is given up: its certificate would not
  /// be this one's.
  WaitingBundle open_waiting(const TakenIn& given, const AgentRegistration& says) const {
    const auto make = [&] { return new_key(given, says); };
    {
      WaitingBundle waiting = WaitingBundle::open(context_.world, bundle(), make);
      if (said_by(waiting).client_machine == agent_.client_machine) return waiting;
      waiting.discard();
    }
    return WaitingBundle::open(context_.world, bundle(), make);
  }

  /// A request that is given, and would not be sent.
  void require_same_key(const TakenIn& given, const WaitingBundle& waiting) const {
    if (!given.csr || !waiting.resumed()) return;
    const auto key_id = [](const std::string& request) {
      return x509::examine_csr_file(request, "").csr->key.key_id();
    };
    if (key_id(own_request(o_.source, given).second) == key_id(waiting.key().request)) return;
    throw Error(Kind::conflict, "agent.waiting",
                given.csr_name + " is over another key than the request that waits for its certificate",
                "finish that one with no request given, or remove " + waiting.place().string() + " to give it up");
  }

  Outcome tell(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& says,
               const std::string& request_id) const {
    const GateCommand asked = command(is_signed, says);
    auto& request = *static_cast<RegisterRequest*>(asked.request.get());
    request.csr = waiting.key().request;
    request.csr_name = "the request";
    request.common.request_id = request_id;
    return ask(context_, asked);
  }

  /// What became of the request that was sent. That it had a mistake in it is no reason not to ask otherwise.
  Outcome became_of(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& said) const {
    try {
      return tell(is_signed, waiting, said, waiting.key().request_id);
    } catch (const Error& error) {
      if (error.kind() == Kind::state) throw;
      Outcome outcome;
      outcome.error = error;
      return outcome;
    }
  }

  /// An id stands for what was said with it. Where the agent says something else by now, it is asked first what became
  /// of what was sent, which may be a certificate that nobody else has; if that is open still, the same request is sent
  /// with what the agent says now, under an id of its own.
  Outcome tell_once(bool is_signed, const WaitingBundle& waiting, const AgentRegistration& says) const {
    const std::string& id = waiting.key().request_id;
    const AgentRegistration said = said_by(waiting);
    if (said == says) return tell(is_signed, waiting, says, id);
    Outcome outcome = became_of(is_signed, waiting, said);
    if (!outcome.error || is_over(*outcome.error) || outcome.error->kind() == Kind::state) return outcome;
    return tell(is_signed, waiting, says, id + "-" + digest::sha256_hex(kept_form(says)));
  }

  /// The key waits from before the request until its certificate joins it.
  Outcome enrol(bool is_signed) {
    const TakenIn given = take(o_.source, agent_value(agent_), true, context_.world);
    const AgentRegistration says = registration(given.parameters);
    WaitingBundle waiting = open_waiting(given, says);
    require_same_key(given, waiting);
    Outcome outcome = tell_once(is_signed, waiting, says);
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
    Outcome outcome = ask(context_, command(true, registration(given.parameters)));
    if (outcome.error) return outcome;
    agent_.stores_asked = true;
    remember(outcome);
    return outcome;
  }

  /// From now on it is called what it was told to call itself (A14).
  void remember(const Outcome& outcome) {
    const Value& o = outcome.data["orchestrator"];
    const std::string tied = o.text_or("ClientID");
    agent_ = {tied.empty() ? agent_.client_machine : tied, o.text_or("AgentId"), agent_.stores_asked};
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
  options.duration("--renew-within",
                   "ask for a new certificate that long before its end, at most a third of its lifetime; default 180d",
                   o->renew_within);
  options.rest("--via", "PROGRAM...", "ask the gate that this program, with all words after it, leads to", o->via);
  return [o](Context& context) {
    require_source(o->source);
    const Outcome outcome = AgentRun(context, *o).run();
    return present(context, outcome, {});
  };
}

}  // namespace pkit::app
