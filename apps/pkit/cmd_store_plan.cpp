// pkit store plan and apply: stores as a file says that they are to be.
#include "certstores/operations.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/store_verbs.h"

namespace pkit::app {

namespace {

void print_plan(Screen& screen, const Value& data) {
  std::vector<std::vector<std::string>> table;
  for (const Value& store : data["stores"].items())
    for (const Value& change : store["changes"].items())
      table.push_back({store.text_or("store"), change.text_or("change"), change.text_or("alias"),
                       change.text_or("subject", change.text_or("comment")), change.text_or("notAfter"),
                       change["PrivateKeyEntry"].as_bool() ? "key" : "", change.text_or("Result")});
  if (table.empty()) screen.aside("pkit: nothing differs");
  print_table(screen, table);
  screen.line("digest " + data.text_or("digest"));
}

/// Standard input is no place that relative names could start from but the present directory.
template <class Request>
void read_desired_state(Context& context, const std::string& file, Request& request) {
  request.text = read_document(context, file);
  request.file = document_name(file);
}

}  // namespace

Run bind_store_plan(Options& options) {
  auto file = std::make_shared<std::string>();
  options.argument("FILE", "which certificates and roots belong in which store, YAML", *file)
      .must_be_given()
      .completes(Completion::file);
  return [file](Context& context) {
    certstores::PlanRequest request;
    read_desired_state(context, *file, request);
    const Outcome outcome = certstores::plan_stores(context.session(), request);
    return context.output.show(outcome, [&](Screen& screen) { print_plan(screen, outcome.data); });
  };
}

Run bind_store_apply(Options& options) {
  struct Given {
    std::string file;
    certstores::ApplyRequest request;
  };
  auto given = std::make_shared<Given>();
  options.argument("FILE", "which certificates and roots belong in which store, YAML", given->file)
      .must_be_given()
      .completes(Completion::file);
  options.text("--digest", "SHA256", "of the plan that is to be carried out", given->request.digest).must_be_given();
  return [given](Context& context) {
    read_desired_state(context, given->file, given->request);
    const Outcome outcome = certstores::apply_stores(context.session(), given->request);
    return context.output.show(outcome, [&](Screen& screen) { print_plan(screen, outcome.data); });
  };
}

}  // namespace pkit::app
