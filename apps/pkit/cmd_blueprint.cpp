// pkit blueprint: snapshots of an orchestrator's stores and jobs, to be copied to others.
#include "base/json.h"
#include "fleet/own_operations.h"
#include "pkit/change_options.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/fleet_verbs.h"
#include "pkit/render.h"

namespace pkit::app {

namespace {

std::string count_of(const Value& blueprint, const char* kind) {
  return blueprint[kind].is_list() ? std::to_string(blueprint[kind].items().size()) : text_of(blueprint[kind]);
}

std::string summary_of(const Value& blueprint) {
  return blueprint.text_or("Name") + ": " + count_of(blueprint, "stores") + " stores, " + count_of(blueprint, "jobs") +
         " jobs";
}

void print_blueprint(Screen& screen, const Value& data) {
  const Value& blueprint = data["blueprint"];
  screen.line((data["dryRun"].is_bool() ? "would be " : "") + summary_of(blueprint));
}

void print_whole(Screen& screen, const Value& data) {
  const Value& blueprint = data["blueprint"];
  print_thing(screen, "blueprint " + blueprint.text_or("Name"), blueprint, {"Name", "stores", "jobs"});
  for (const char* kind : {"stores", "jobs"})
    for (const Value& one : blueprint[kind].items()) screen.line(std::string("  ") + kind + "  " + text_of(one));
}

void print_list(Screen& screen, const Value& data) {
  if (data["blueprints"].items().empty()) return screen.aside("pkit: no blueprints");
  std::vector<std::vector<std::string>> table;
  for (const Value& one : data["blueprints"].items())
    table.push_back({one.text_or("Name"), count_of(one, "stores") + " stores", count_of(one, "jobs") + " jobs",
                     one.text_or("Source"), one.text_or("LastModified")});
  print_table(screen, table);
}

/// The document itself, as import takes it.
int export_one(Context& context, const std::string& name) {
  const Outcome outcome = show_blueprint(context.session(), name);
  if (context.output.format() == Format::json) return context.output.show(outcome, [](Screen&) {});
  return context.output.print(to_pretty_json(outcome.data["blueprint"]) + "\n");
}

using BlueprintOperation = Outcome (*)(Session&, const BlueprintRequest&);

std::shared_ptr<BlueprintRequest> declare_named(Options& options) {
  auto request = std::make_shared<BlueprintRequest>();
  options.argument("NAME", "the blueprint", request->name).must_be_given();
  return request;
}

Run run_one(std::shared_ptr<BlueprintRequest> request, BlueprintOperation operation) {
  return [request, operation](Context& context) {
    const Outcome outcome = operation(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) { print_blueprint(screen, outcome.data); });
  };
}

}  // namespace

Run bind_blueprint_capture(Options& options) {
  auto request = declare_named(options);
  request->who.resize(1);
  options.text("--from", "ORCHESTRATOR", "whose stores and jobs", request->who.front())
      .must_be_given()
      .completes(Completion::orchestrator);
  options.texts("--require", "CAPABILITY", "what it asks for, instead of what its stores and jobs need",
                request->required);
  options.flag("--force", "replace one of that name", request->force);
  declare_change(options, request->common);
  return run_one(request, capture_blueprint);
}

Run bind_blueprint_list(Options&) {
  return [](Context& context) {
    const Outcome outcome = list_blueprints(context.session());
    return context.output.show(outcome, [&](Screen& screen) { print_list(screen, outcome.data); });
  };
}

Run bind_blueprint_show(Options& options) {
  auto request = declare_named(options);
  return [request](Context& context) {
    const Outcome outcome = show_blueprint(context.session(), request->name);
    return context.output.show(outcome, [&](Screen& screen) { print_whole(screen, outcome.data); });
  };
}

Run bind_blueprint_apply(Options& options) {
  auto request = declare_named(options);
  options.texts("--to", "ORCHESTRATOR", "to whom; all of them or none", request->who)
      .must_be_given()
      .completes(Completion::orchestrator);
  declare_change(options, request->common);
  return [request](Context& context) {
    const Outcome outcome = apply_blueprint(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      screen.line(request->name + (request->common.dry_run ? " would be applied to " : " is applied to ") +
                  text_of(outcome.data["applied"]));
    });
  };
}

Run bind_blueprint_delete(Options& options) {
  auto request = declare_named(options);
  declare_change(options, request->common);
  return [request](Context& context) {
    const Outcome outcome = delete_blueprint(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      screen.line((request->common.dry_run ? "would delete " : "deleted ") + outcome.data.text_or("deleted"));
    });
  };
}

Run bind_blueprint_export(Options& options) {
  auto request = declare_named(options);
  return [request](Context& context) { return export_one(context, request->name); };
}

Run bind_blueprint_import(Options& options) {
  struct Given {
    std::string file;
    BlueprintRequest request;
  };
  auto given = std::make_shared<Given>();
  options.argument("FILE", "what blueprint export wrote; - is standard input", given->file)
      .must_be_given()
      .completes(Completion::file);
  options.flag("--force", "replace one of that name", given->request.force);
  declare_change(options, given->request.common);
  return [given](Context& context) {
    given->request.document = read_document(context, given->file);
    given->request.document_name = document_name(given->file);
    const Outcome outcome = import_blueprint(context.session(), given->request);
    return context.output.show(outcome, [&](Screen& screen) { print_blueprint(screen, outcome.data); });
  };
}

}  // namespace pkit::app
