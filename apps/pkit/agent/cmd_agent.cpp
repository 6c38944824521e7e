// pkit agent init, register, run, status: the agent's side of a registration (B9), and of its jobs (B2).
#include "pkit/agent/enrolment.h"
#include "pkit/agent/session.h"
#include "pkit/agent/status.h"
#include "pkit/decision.h"
#include "pkit/fleet_verbs.h"
#include "pkit/render.h"

namespace pkit::app {

namespace {

void print_agent_runs(Screen& screen, const Value& data) {
  if (data["runs"].items().empty()) return screen.aside("pkit: nothing is due for " + data.text_or("ClientMachine"));
  std::vector<std::vector<std::string>> table;
  for (const Value& run : data["runs"].items())
    table.push_back({run.text_or("JobId"), run.text_or("kind"), run.text_or("store"), run.text_or("Result"),
                     run.text_or("Message")});
  print_table(screen, table);
}

/// What keeps the agent from a session is in its directory too.
Outcome registered_or_told(Context& context, const AgentOptions& o) {
  const Path directory = absolute_path(o.directory);
  const Time began = context.world.now();
  try {
    Outcome outcome = register_agent(context, o);
    if (outcome.error) record_cut_short(directory, began, *outcome.error);
    return outcome;
  } catch (const Error& error) {
    record_cut_short(directory, began, error);
    throw;
  }
}

}  // namespace

Run bind_agent_init(Options& options) {
  auto o = std::make_shared<AgentOptions>();
  options.directory("--agent-dir", "DIR", "the directory that is made for it", o->directory).must_be_given();
  options.text("--client-machine", "NAME", "the name it registers as at first", o->client_machine).must_be_given();
  options.texts("--capability", "C", "what it can do", o->capabilities);
  options.text("--profile", "PROFILE", "the profile it asks for", o->profile);
  return [o](Context& context) {
    const Path directory = absolute_path(o->directory);
    make_agent(directory, {o->client_machine, "", false, o->capabilities, o->profile});
    Outcome outcome;
    outcome.data = Value::map({{"ClientMachine", o->client_machine}, {"directory", directory.string()}});
    return context.output.show(outcome, [&](Screen& screen) {
      screen.line("agent " + o->client_machine + " in " + directory.string() + ": pkit agent run registers it");
    });
  };
}

Run bind_agent_register(Options& options) {
  auto o = std::make_shared<AgentOptions>();
  declare_agent(options, *o);
  return [o](Context& context) { return present(context, register_agent(context, *o), {}); };
}

Run bind_agent_run(Options& options) {
  auto o = std::make_shared<AgentOptions>();
  declare_agent(options, *o);
  return [o](Context& context) {
    const Outcome registered = registered_or_told(context, *o);
    if (registered.error) return present(context, registered, {});
    const Outcome outcome = run_session(context, *o);
    return context.output.show(outcome, [&](Screen& screen) { print_agent_runs(screen, outcome.data); });
  };
}

Run bind_agent_status(Options& options) {
  auto o = std::make_shared<AgentStatusOptions>();
  options.directory("--agent-dir", "DIR", "where its name, key and certificate are", o->directory).must_be_given();
  options.duration("--max-age", "how old its last session may be; default: any age", o->max_age);
  return [o](Context& context) {
    const Outcome outcome = agent_status(*o, context.globals.now.value_or(context.world.now()));
    return context.output.show(outcome, [&](Screen& screen) {
      print_thing(screen, "agent " + outcome.data.text_or("ClientMachine"), outcome.data, {"ClientMachine"});
    });
  };
}

}  // namespace pkit::app
