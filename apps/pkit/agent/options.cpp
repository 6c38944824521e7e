#include "pkit/agent/options.h"

#include "x509/private_key.h"

namespace pkit::app {

void declare_agent(Options& options, AgentOptions& o) {
  options.directory("--agent-dir", "DIR", "where its name, key and certificate are; it must exist", o.directory)
      .must_be_given();
  options.text("--client-machine", "NAME", "the name it registers as at first", o.client_machine);
  options.texts("--capability", "C", "what it can do", o.capabilities);
  options.file("--parameters", "FILE", "its client parameters: a JSON map of texts", o.source.parameters);
  options.file("--csr", "FILE", "the request to register with, in place of one that is made", o.source.csr);
  options.file("--csr-key", "FILE", "the key that the request of --csr or --program is over", o.source.csr_key);
  options.file("--program", "FILE", "a program that is asked for both: {\"CSR\": null, \"ClientParameters\": {}}",
               o.source.program);
  options.text("--profile", "PROFILE", "the profile it asks for", o.profile).completes(Completion::profile);
  options.choice("--key-type", "TYPE", x509::new_key_words(), "of its keys; default ec-p256", o.key_type);
  options.duration("--renew-within",
                   "ask for a new certificate that long before its end, at most a third of its lifetime; default 180d",
                   o.renew_within);
  options.rest("--via", "PROGRAM...", "ask the gate that this program, with all words after it, leads to", o.via);
}

AgentOptions with_kept(AgentOptions o, const std::optional<Agent>& kept) {
  if (!kept) return o;
  if (o.client_machine.empty()) o.client_machine = kept->client_machine;
  if (o.capabilities.empty()) o.capabilities = kept->capabilities;
  if (o.profile.empty()) o.profile = kept->profile;
  return o;
}

Value agent_value(const Agent& agent) {
  return Value::map({{"ClientMachine", agent.client_machine}, {"AgentId", agent.agent_id}});
}

}  // namespace pkit::app
