// store apply: that plan and no other, one change after the other, each as put and take do it.
#include "base/text.h"
#include "certstores/commands/plan.h"

namespace pkit::certstores {

namespace {

/// A plan while it is carried out: what became of each change is set in its view.
class Applying {
 public:
  Applying(Session& session, Plan& plan) : session_(session), plan_(plan) {}

  Outcome run() {
    for (StorePlan& store : plan_.stores) {
      std::string digest = store.sha256;
      for (Step& step : store.steps) {
        if (outcome_.error)
          step.view.set("Result", "left");
        else
          take_step(store, step, digest);
      }
    }
    outcome_.data = plan_view(plan_);
    outcome_.data.set("digest", asked_);
    outcome_.data.set("done", done_);
    return std::move(outcome_);
  }

 private:
  /// `digest` is the store's as the step before left it: who else was there since is noticed.
  void take_step(const StorePlan& store, Step& step, std::string& digest) {
    try {
      const Outcome one = step.wanted ? put(*step.wanted, digest) : take(store, step, digest);
      for (const std::string& warning : one.warnings) outcome_.warnings.push_back(store.name + ": " + warning);
      step.view.set("Result", one.data.text_or("Result") == "Warning" ? "warning" : "done");
      digest = one.data.text_or("digest");
      ++done_;
    } catch (const std::exception& failure) {
      const Error error = as_error(failure);
      step.view.set("Result", "failed");
      outcome_.error = Error(error.kind(), error.code(),
                             std::string(error.what()) + "; " + std::to_string(done_) + " of " +
                                 std::to_string(plan_.steps()) + " changes are done",
                             "pkit store plan tells what is left", error.details());
    }
  }

  Outcome put(Wanted& wanted, const std::string& digest) {
    wanted.put.common.dry_run = false;
    wanted.put.expect_digest = digest;
    return put_entry(session_, wanted.put);
  }

  Outcome take(const StorePlan& store, const Step& step, const std::string& digest) {
    TakeRequest request;
    request.store = store.id;
    request.alias = step.alias;
    request.expect_digest = digest;
    return take_entry(session_, request);
  }

  Session& session_;
  Plan& plan_;
  const std::string asked_ = plan_.digest();
  std::size_t done_ = 0;
  Outcome outcome_;
};

}  // namespace

Outcome apply_stores(Session& session, const ApplyRequest& request) {
  operation_time(session, true);
  std::vector<DesiredStore> desired = read_desired(session, request.text, request.file);
  Plan plan = plan_of(session, desired);
  if (lower(request.digest) == plan.digest()) return Applying(session, plan).run();
  Outcome refused;
  refused.data = plan_view(plan);
  refused.error = Error(Kind::conflict, "certstore.plan", "what is to be done is another plan than that of --digest",
                        "pkit store plan tells what would be changed now");
  return refused;
}

}  // namespace pkit::certstores
