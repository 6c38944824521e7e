// pkit orchestrator: what an operator does about one orchestrator beside approving and denying it.
#include "fleet/own_operations.h"
#include "pkit/change_options.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/fleet_verbs.h"
#include "pkit/render.h"

namespace pkit::app {

namespace {

struct BelongingsOptions {
  std::string file, json;
  bool list = false;
  BelongingsRequest request;
};

void print_belongings(Screen& screen, const Value& data, bool jobs) {
  const Value& list = data[jobs ? "jobs" : "stores"];
  if (!list.is_list() || list.items().empty())
    return screen.aside("pkit: " + printable(data.text_or("ClientMachine")) + " has no " + (jobs ? "jobs" : "stores"));
  std::vector<std::vector<std::string>> table;
  for (const Value& one : list.items())
    table.push_back(jobs ? std::vector<std::string>{one.text_or("JobTypeName"), one.text_or("OperationType"),
                                                    one.text_or("KeyfactorSchedule"), one.text_or("StorePath")}
                         : std::vector<std::string>{one.text_or("CertStoreTypeName"), one.text_or("StorePath")});
  print_table(screen, table);
}

int run_belongings(Context& context, BelongingsOptions& o) {
  if (!o.file.empty() + !o.json.empty() + o.list > 1)
    throw Error(Kind::usage, "option.combination", "--set, --add and --list exclude each other");
  BelongingsRequest& request = o.request;
  if (!o.file.empty()) {
    request.what = BelongingsRequest::Do::set;
    request.document = read_document(context, o.file);
    request.document_name = document_name(o.file);
  } else if (!o.json.empty()) {
    request.what = BelongingsRequest::Do::add;
    request.document = o.json;
    request.document_name = "--add";
  }
  const Outcome outcome = belongings(context.session(), request);
  return context.output.show(outcome, [&](Screen& screen) { print_belongings(screen, outcome.data, request.jobs); });
}

Run bind_belongings(Options& options, bool jobs) {
  auto o = std::make_shared<BelongingsOptions>();
  o->request.jobs = jobs;
  options.argument("ORCHESTRATOR", "its ClientMachine, ClientID or ID", o->request.who)
      .must_be_given()
      .completes(Completion::orchestrator);
  options.file("--set", "FILE", "a JSON list, in place of what is there; - is standard input", o->file);
  options.text("--add", "JSON", "one more, as JSON", o->json);
  options.flag("--list", "list what is there, which is what is done without an option too", o->list);
  declare_change(options, o->request.common);
  return [o](Context& context) { return run_belongings(context, *o); };
}

void print_orchestrator(Screen& screen, const Value& data) {
  if (data["dryRun"].is_bool()) return screen.line("would be " + data["would"].text_or("orchestrator"));
  const Value& o = data["orchestrator"];
  const std::string wish = o.text_or("AuthCertificateReenrollment");
  screen.line(o.text_or("ClientMachine") + " is " + o.text_or("Status") +
              (wish.empty() ? "" : "; a new certificate is " + wish));
}

using OwnOperation = Outcome (*)(Session&, const OrchestratorRequest&);

std::shared_ptr<OrchestratorRequest> declare_one(Options& options) {
  auto request = std::make_shared<OrchestratorRequest>();
  options.argument("ORCHESTRATOR", "its ClientMachine, ClientID or ID", request->who)
      .must_be_given()
      .completes(Completion::orchestrator);
  return request;
}

Run run_one(std::shared_ptr<OrchestratorRequest> request, OwnOperation operation) {
  return [request, operation](Context& context) {
    const Outcome outcome = operation(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) { print_orchestrator(screen, outcome.data); });
  };
}

}  // namespace

Run bind_orchestrator_stores(Options& options) { return bind_belongings(options, false); }

Run bind_orchestrator_jobs(Options& options) { return bind_belongings(options, true); }

Run bind_orchestrator_reset(Options& options) {
  auto request = declare_one(options);
  declare_change(options, request->common);
  return run_one(request, reset_orchestrator);
}

Run bind_orchestrator_reenroll(Options& options) {
  auto request = declare_one(options);
  options
      .choice("WHETHER", "WHETHER", {"none", "requested", "required"}, "whether a new certificate is wanted",
              request->reenroll)
      .is_argument()
      .must_be_given();
  declare_change(options, request->common);
  return run_one(request, reenroll_orchestrator);
}

Run bind_orchestrator_delete(Options& options) {
  auto request = declare_one(options);
  options.text("--reason", "TEXT", "why, for the record", request->reason).must_be_given();
  declare_change(options, request->common);
  return run_one(request, delete_orchestrator);
}

}  // namespace pkit::app
