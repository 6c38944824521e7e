// An inventory of a store (B3): what was read whole is kept with the run's result; what was not is never an empty
// success.
#include <memory>

#include "certstores/inventory.h"
#include "certstores/view.h"
#include "jobs/kind.h"

namespace pkit::jobs {

namespace {

/// {digest, entries, added, modified, removed}
Value counts_of(const Value& view) {
  using certstores::ItemStatus;
  const Value& items = view["items"];
  if (!items.is_list()) return {};
  const std::int64_t removed = count_items(items, ItemStatus::removed);
  return Value::map({{"digest", view["digest"]},
                     {"entries", static_cast<std::int64_t>(items.items().size()) - removed},
                     {"added", count_items(items, ItemStatus::added)},
                     {"modified", count_items(items, ItemStatus::modified)},
                     {"removed", removed}});
}

JobDone take_stock(Session& session, const RunningJob& running) {
  const certstores::InventoryRequest request{.stores = {running.job.store}, .record = true};
  const auto taken = std::make_shared<certstores::TakenInventory>(certstores::look_at_stores(session, request));
  const Value& view = taken->outcome.data["stores"].items().at(0);
  JobDone done = done_of(taken->outcome);
  if (view.text_or("Result") == "Warning") done.result = store::JobResult::warning;
  done.output = counts_of(view);
  done.rows = [taken](store::Write& write) { taken->write(write); };
  done.events = taken->events;
  return done;
}

}  // namespace

constinit const JobKind kInventoryJob = {.word = "inventory",
                                         .type = store::JobType::inventory,
                                         .priority = 6,
                                         .about_store = true,
                                         .at_agents = true,
                                         .run = take_stock};

}  // namespace pkit::jobs
