// pkit chain test and pkit chain replay: policy tried before it decides.
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/fleet_verbs.h"
#include "pkit/progress.h"
#include "pkit/render.h"
#include "trial/operations.h"

namespace pkit::app {

namespace {

constexpr std::size_t kLargestConfig = 1 << 20;

void print_case(Screen& screen, const Value& row) {
  const std::string by = row.text_or("by"), message = row.text_or("message");
  screen.line(std::string(row["ok"].as_bool() ? "ok    " : "WRONG ") + printable(row.text_or("name")) + ": " +
              row.text_or("answer") + (by.empty() ? "" : " by " + printable(by)) +
              (message.empty() ? "" : ": " + printable(message)));
  for (const Value& difference : row["differences"].items())
    screen.line("        " + difference.text_or("key") + ": expected " + text_of(difference["expected"]) + ", got " +
                text_of(difference["got"]));
}

void print_cases(Screen& screen, const Value& data) {
  if (!data["cases"].is_list()) return;
  for (const Value& row : data["cases"].items()) print_case(screen, row);
}

std::string reading_text(const Value& reading) {
  const std::string by = reading.text_or("by"), message = reading.text_or("message");
  return reading.text_or("answer") + (by.empty() ? "" : " by " + by) + (message.empty() ? "" : " (" + message + ")");
}

void print_change(Screen& screen, const Value& change) {
  screen.line(change.text_or("ClientMachine") + ", " + change.text_or("operation") + " " + change.text_or("subject") +
              " at " + change.text_or("time"));
  screen.line("  was    " + reading_text(change["was"]));
  if (const std::string call = change.text_or("wouldAsk"); !call.empty()) return screen.line("  would ask " + call);
  screen.line("  would  " + reading_text(change["would"]));
  if (change["outputs"].is_map() && !(change["outputs"]["was"] == change["outputs"]["would"]))
    screen.line("  outputs " + text_of(change["outputs"]["was"]) + " -> " + text_of(change["outputs"]["would"]));
}

void print_replay(Screen& screen, const Value& data) {
  if (!data["changed"].is_list()) return;
  for (const Value& change : data["changed"].items()) print_change(screen, change);
  for (const Value& change : data["unknown"].items()) print_change(screen, change);
  screen.line(text_of(data["decisions"]) + " decisions: " + text_of(data["unchanged"]) + " as they were, " +
              std::to_string(data["changed"].items().size()) + " changed, " +
              std::to_string(data["unknown"].items().size()) + " unknown");
}

}  // namespace

Run bind_chain_test(Options& options) {
  struct Given {
    std::string file;
    ChainTrial trial;
  };
  auto given = std::make_shared<Given>();
  options.argument("FILE", "the table of requests and expected decisions; - is standard input", given->file)
      .must_be_given()
      .completes(Completion::file);
  options.flag("--call-adapters", "call adapters for which the table has no answer", given->trial.call_adapters);
  return [given](Context& context) {
    given->trial.table = read_document(context, given->file);
    given->trial.table_name = document_name(given->file);
    const Outcome outcome = try_chains(context.session(), given->trial);
    return context.output.show(outcome, [&](Screen& screen) { print_cases(screen, outcome.data); });
  };
}

Run bind_chain_replay(Options& options) {
  struct Given {
    std::string config;
    std::optional<Time> since;
  };
  auto given = std::make_shared<Given>();
  options.file("--config", "FILE", "the candidate, instead of the home's pkit.yaml", given->config);
  options.time("--since", "only decisions from this time on", given->since);
  return [given](Context& context) {
    ReplayRequest request;
    request.since = given->since;
    if (!given->config.empty()) request.config = read_file(given->config, kLargestConfig);
    request.config_name = given->config;
    std::optional<Progress> bar;
    std::size_t shown = 0;
    const Outcome outcome = replay(context.session(), request, [&](std::size_t done, std::size_t of) {
      if (!bar) bar.emplace(context.output.io(), context.world, of);
      bar->advance(done - shown);
      shown = done;
      bar->draw();
    });
    bar.reset();
    return context.output.show(outcome, [&](Screen& screen) { print_replay(screen, outcome.data); });
  };
}

}  // namespace pkit::app
