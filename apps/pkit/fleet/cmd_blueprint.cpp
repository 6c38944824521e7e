// pkit blueprint: snapshots of an orchestrator's stores and jobs, to be copied to others.
#include "base/counted.h"
#include "base/json.h"
#include "fleet/own_operations.h"
#include "pkit/fleet_verbs.h"
#include "pkit/local_command.h"

namespace pkit::app {

namespace {

/// A list, or in a list of blueprints how long it is.
std::string count_of(const Value& listed, const char* one) {
  return listed.is_list() ? counted(listed.items().size(), one) : counted(listed.as_int(), one);
}

std::string summary_of(const Value& blueprint) {
  return blueprint.text_or("Name") + ": " + count_of(blueprint["stores"], "store") + ", " +
         count_of(blueprint["jobs"], "job");
}

void print_blueprint(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  const Value& blueprint = data["blueprint"];
  screen.line((data["dryRun"].is_bool() ? "would be " : "") + summary_of(blueprint));
}

void print_whole(Screen& screen, const Outcome& outcome) {
  const Value& blueprint = outcome.data["blueprint"];
  print_thing(screen, "blueprint " + blueprint.text_or("Name"), blueprint, {"Name", "stores", "jobs"});
  for (const char* kind : {"stores", "jobs"})
    for (const Value& one : blueprint[kind].items()) screen.line(std::string("  ") + kind + "  " + text_of(one));
}

void print_list(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  if (data["blueprints"].items().empty()) return screen.aside("pkit: no blueprints");
  std::vector<std::vector<std::string>> table;
  for (const Value& one : data["blueprints"].items())
    table.push_back({one.text_or("Name"), count_of(one["stores"], "store"), count_of(one["jobs"], "job"),
                     one.text_or("Source"), one.text_or("LastModified")});
  print_table(screen, table);
}

bool is_dry(const Outcome& outcome) { return outcome.data["dryRun"].is_bool(); }

void print_applied(Screen& screen, const Outcome& outcome) {
  screen.line(outcome.data.text_or("blueprint") + (is_dry(outcome) ? " would be applied to " : " is applied to ") +
              text_of(outcome.data["applied"]));
}

void print_deleted(Screen& screen, const Outcome& outcome) {
  screen.line((is_dry(outcome) ? "would delete " : "deleted ") + outcome.data.text_or("deleted"));
}

/// The document itself, as import takes it.
int export_one(Context& context, const LocalCommand& command) {
  const Outcome outcome = ask_local(context, command);
  if (context.output.format() == Format::json) return context.output.show(outcome, [](Screen&) {});
  return context.output.print(to_pretty_json(outcome.data["blueprint"]) + "\n");
}

}  // namespace

Run bind_blueprint_capture(Options& options) { return bind_local<kCaptureBlueprint, print_blueprint>(options); }

Run bind_blueprint_list(Options& options) { return bind_local<kListBlueprints, print_list>(options); }

Run bind_blueprint_show(Options& options) { return bind_local<kShowBlueprint, print_whole>(options); }

Run bind_blueprint_apply(Options& options) { return bind_local<kApplyBlueprint, print_applied>(options); }

Run bind_blueprint_delete(Options& options) { return bind_local<kDeleteBlueprint, print_deleted>(options); }

Run bind_blueprint_import(Options& options) { return bind_local<kImportBlueprint, print_blueprint>(options); }

Run bind_blueprint_export(Options& options) {
  auto command = std::make_shared<LocalCommand>(kShowBlueprint);
  declare_local(options, *command);
  return [command](Context& context) { return export_one(context, *command); };
}

}  // namespace pkit::app
