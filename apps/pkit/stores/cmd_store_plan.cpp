// pkit store plan and apply: stores as a file says that they are to be.
#include "certstores/rows.h"
#include "pkit/local_command.h"
#include "pkit/store_verbs.h"

namespace pkit::app {

namespace {

void print_plan(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
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

}  // namespace

Run bind_store_plan(Options& options) { return bind_local<certstores::kPlan, print_plan>(options); }
Run bind_store_apply(Options& options) { return bind_local<certstores::kApply, print_plan>(options); }

}  // namespace pkit::app
