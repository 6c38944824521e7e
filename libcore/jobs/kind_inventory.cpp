// An inventory of a store (B3): what was read whole is kept with the run's result; what was not is never an empty
// success.
#include <memory>

#include "certstores/inventory.h"
#include "jobs/kind.h"

namespace pkit::jobs {

namespace {

/// {digest, entries, added, modified, removed}
Value counts_of(const Value& view) {
  std::int64_t entries = 0, added = 0, modified = 0, removed = 0;
  if (!view["items"].is_list()) return {};
  for (const Value& item : view["items"].items()) {
    const std::string status = item.text_or("ItemStatus");
    added += status == "added";
    modified += status == "modified";
    removed += status == "removed";
    entries += status != "removed";
  }
  return Value::map({{"digest", view["digest"]},
                     {"entries", entries},
                     {"added", added},
                     {"modified", modified},
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
