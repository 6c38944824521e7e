// pkit store add, create, approve, list, show, inventory and diff: certificate stores, and what is in them.
#include "certstores/rows.h"
#include "pkit/local_command.h"
#include "pkit/store_verbs.h"

namespace pkit::app {

namespace {

void print_added(Screen& screen, const Outcome& outcome) {
  if (outcome.data["would"].is_map()) return print_thing(screen, "would be made", outcome.data["would"]);
  const Value& store = outcome.data["store"];
  print_thing(screen, (outcome.data["dryRun"].is_bool() ? "would be store " : "store ") + store.text_or("name"), store,
              {"name", "state", "created"});
}

void print_store_list(Screen& screen, const Outcome& outcome) {
  if (outcome.data["stores"].items().empty()) return screen.aside("pkit: no stores");
  std::vector<std::vector<std::string>> table;
  for (const Value& store : outcome.data["stores"].items())
    table.push_back({store.text_or("name"), store.text_or("kind"), store.text_or("path"), text_of(store["entries"]),
                     store.text_or("inventoried"), store.text_or("state") == "found" ? "found" : ""});
  print_table(screen, table);
}

void print_store(Screen& screen, const Outcome& outcome) {
  print_thing(screen, "store " + outcome.data["store"].text_or("name"), outcome.data["store"], {"name"});
  if (outcome.data["lastChange"].is_map()) print_thing(screen, "last change", outcome.data["lastChange"]);
}

void print_inventory(Screen& screen, const Value& store, bool only_differences) {
  screen.line(store.text_or("store") + ": " + store.text_or("kind") + " " + store.text_or("path") +
              (store["complete"].as_bool() ? "" : ", not read whole"));
  if (!store["items"].is_list()) return;
  std::vector<std::vector<std::string>> table;
  for (const Value& item : store["items"].items()) {
    if (only_differences && item.text_or("ItemStatus") == "unchanged") continue;
    table.push_back({"  " + item.text_or("ItemStatus"), item.text_or("Alias"),
                     item.text_or("subject", item.text_or("comment")), item.text_or("notAfter"),
                     item["PrivateKeyEntry"].as_bool() ? "key" : "", item["chainOf"].is_text() ? "chain" : ""});
  }
  print_table(screen, table);
}

void print_inventories(Screen& screen, const Outcome& outcome, bool only_differences) {
  if (outcome.data["stores"].items().empty()) return screen.aside("pkit: no stores");
  for (const Value& store : outcome.data["stores"].items()) print_inventory(screen, store, only_differences);
}

void print_all(Screen& screen, const Outcome& outcome) { print_inventories(screen, outcome, false); }
void print_differences(Screen& screen, const Outcome& outcome) { print_inventories(screen, outcome, true); }

}  // namespace

Run bind_store_add(Options& options) { return bind_local<certstores::kAddStore, print_added>(options); }
Run bind_store_create(Options& options) { return bind_local<certstores::kCreateStore, print_added>(options); }
Run bind_store_approve(Options& options) { return bind_local<certstores::kApproveStore, print_added>(options); }
Run bind_store_list(Options& options) { return bind_local<certstores::kListStores, print_store_list>(options); }
Run bind_store_show(Options& options) { return bind_local<certstores::kShowStore, print_store>(options); }
Run bind_store_inventory(Options& options) { return bind_local<certstores::kInventory, print_all>(options); }
Run bind_store_diff(Options& options) { return bind_local<certstores::kDiff, print_differences>(options); }

}  // namespace pkit::app
