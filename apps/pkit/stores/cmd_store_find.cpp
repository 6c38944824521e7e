// pkit store discover, forget and verify: which stores there are, which are no longer looked after, and is all well.
#include "certstores/rows.h"
#include "pkit/local_command.h"
#include "pkit/store_verbs.h"

namespace pkit::app {

namespace {

void print_discovered(Screen& screen, const Outcome& outcome) {
  std::vector<std::vector<std::string>> table;
  for (const Value& found : outcome.data["found"].items())
    table.push_back({found["known"].as_bool() ? "known" : "new", found.text_or("store"), found.text_or("kind"),
                     found.text_or("path")});
  if (table.empty()) return screen.aside("pkit: no stores");
  print_table(screen, table);
}

void print_forgotten(Screen& screen, const Outcome& outcome) {
  screen.line((outcome.data["dryRun"].is_bool() ? "would forget " : "forgot ") + outcome.data["store"].text_or("name") +
              "; " + outcome.data["store"].text_or("path") + " stays as it is");
}

void print_verified(Screen& screen, const Outcome& outcome) {
  print_thing(screen, outcome.data.text_or("store"), outcome.data, {"store"});
}

}  // namespace

Run bind_store_discover(Options& options) { return bind_local<certstores::kDiscover, print_discovered>(options); }
Run bind_store_forget(Options& options) { return bind_local<certstores::kForgetStore, print_forgotten>(options); }
Run bind_store_verify(Options& options) { return bind_local<certstores::kVerifyStore, print_verified>(options); }

}  // namespace pkit::app
