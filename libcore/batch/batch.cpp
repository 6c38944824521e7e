#include "batch/batch.h"

#include <algorithm>
#include <memory>

#include "base/ordered_pool.h"
#include "decision/pipeline.h"

namespace pkit {

namespace {

/// A commit waits for the disk; beyond a hundred in one the rest of the work outweighs that.
constexpr std::size_t kGroup = 100, kWindow = 2 * kGroup;

/// One request on its way.
struct BatchSlot {
  BatchItem item;
  Time now = 0;
  std::shared_ptr<Grounds> grounds;
  std::optional<Prepared> prepared = {};  // where there is something to bind
  BatchResult result = {};                // as it is once `prepared` is bound
};
using BatchPool = OrderedPool<BatchSlot>;

BatchResult result_of(const Batch& batch, const BatchItem& item, Outcome outcome) {
  BatchResult result{item.name, item.out, outcome.exit(), outcome.existing, outcome.certificate, {}};
  result.told = batch.tell(item, std::move(outcome));
  return result;
}

/// What a thread does with one: every stage before Bind.
void prepare_slot(Session& session, const Batch& batch, BatchSlot& slot) {
  Outcome outcome;
  try {
    const Intake intake = slot.item.take(session, slot.now);
    Prepared prepared = prepare(session, *slot.grounds, intake, {batch.common, nullptr, slot.item.guard});
    outcome = std::move(prepared.outcome);
    if (prepared.bound || prepared.stale) slot.prepared = std::move(prepared);
  } catch (const std::exception& exception) {
    outcome.error = as_error(exception);
  }
  slot.result = result_of(batch, slot.item, std::move(outcome));
}

/// Each has a connection of its own.
std::vector<BatchPool::Work> preparers(Session& session, const Batch& batch) {
  std::vector<BatchPool::Work> workers;
  for (std::size_t i = 0; i < batch.threads; ++i) {
    const std::shared_ptr<store::Database> database = open_database(session.home, session.world);
    database->keep_little();
    workers.push_back([&session, &batch, database](BatchSlot& slot) {
      Session own(session, *database);
      prepare_slot(own, batch, slot);
    });
  }
  return workers;
}

class BatchRun {
 public:
  BatchRun(Session& session, const Batch& batch)
      : session_(session),
        batch_(batch),
        grounds_(std::make_shared<Grounds>(session)),
        pool_(preparers(session, batch)) {
    session.database.expect_many_writes();
  }

  void run() {
    while (true) {
      if (!feed()) pool_.drop_waiting();
      const BatchPool::Things group = pool_.take(kGroup);
      if (group.empty()) return;
      bind(group);
      std::vector<BatchResult> results;
      for (const auto& slot : group) results.push_back(std::move(slot->result));
      batch_.done(std::move(results));
    }
  }

 private:
  /// Keeps the threads in work; false where nothing more shall be begun.
  bool feed() {
    if (batch_.interrupted()) return false;
    if (ended_ || pool_.pending() >= kWindow) return true;
    const Time now = operation_time(session_, !batch_.common.dry_run);
    while (pool_.pending() < kWindow) {
      std::optional<BatchItem> item = batch_.next();
      if (!item) return ended_ = true;
      pool_.give(std::make_unique<BatchSlot>(BatchSlot{std::move(*item), now, grounds_}));
    }
    return true;
  }

  void bind(const BatchPool::Things& group) {
    std::vector<BatchSlot*> wanting;
    for (const auto& slot : group)
      if (slot->prepared && slot->prepared->stale)
        again(*slot);
      else if (slot->prepared)
        wanting.push_back(slot.get());
    if (wanting.empty()) return;
    const std::vector<bool> written = commit_group(wanting);
    if (std::find(written.begin(), written.end(), false) == written.end()) return;
    for (std::size_t i = 0; i < wanting.size(); ++i)
      if (!written[i]) again(*wanting[i]);
  }

  /// Says of each whether it is written. Where one breaks a constraint none is: each is then decided again by itself.
  std::vector<bool> commit_group(const std::vector<BatchSlot*>& slots) {
    std::vector<const Change*> changes;
    for (BatchSlot* slot : slots) {
      if (slot->grounds != grounds_) return std::vector<bool>(slots.size(), false);  // decided by another pkit.yaml
      Prepared& prepared = *slot->prepared;
      changes.push_back(&to_commit(prepared.intake, prepared.caller, *prepared.bound));
    }
    try {
      return commit_together(session_, changes);
    } catch (const Error& error) {
      if (error.kind() != Kind::conflict) throw;
      return std::vector<bool>(slots.size(), false);
    }
  }

  /// What it relied on has changed: it is decided again, alone.
  void again(BatchSlot& slot) {
    Outcome outcome;
    try {
      const Pass pass{batch_.common, nullptr, slot.item.guard};
      outcome = run_pipeline(
          session_, [&] { return grounds(); }, [&] { return slot.item.take(session_, slot.now); }, pass);
    } catch (const Error& error) {
      if (error.kind() == Kind::state) throw;
      outcome.error = error;
    }
    slot.result = result_of(batch_, slot.item, std::move(outcome));
  }

  /// Those of the present pkit.yaml.
  std::shared_ptr<Grounds> grounds() {
    if (config_digest(session_.home) != grounds_->setup.sha256) grounds_ = std::make_shared<Grounds>(session_);
    return grounds_;
  }

  Session& session_;
  const Batch& batch_;
  std::shared_ptr<Grounds> grounds_;
  BatchPool pool_;
  bool ended_ = false;
};

}  // namespace

void run_batch(Session& session, const Batch& batch) { BatchRun(session, batch).run(); }

}  // namespace pkit
