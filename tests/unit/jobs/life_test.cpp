// A job's life: who may take it, in which order, what comes after a run, and what an operator may do about it (2b).
#include <unistd.h>

#include <atomic>
#include <tuple>

#include "../decision/small_home.h"
#include "../error_of.h"
#include "catalog/job_kinds.h"
#include "home/process.h"
#include "jobs/heartbeat.h"
#include "jobs/lease.h"
#include "jobs/operations.h"

using namespace pkit;
using namespace pkit::test;
using store::JobResult;
using store::JobState;

namespace {

constexpr Time kNow = 1'900'000'000'000;

struct Jobs : SmallHome {
  Jobs() { session->now = kNow; }

  store::ScheduledJob add(const jobs::JobKind& kind, const std::string& id, const std::string& schedule = "",
                          std::int64_t retries = 0) {
    store::ScheduledJob job;
    job.id = id;
    job.type = kind.type;
    job.operation = kind.operation;
    job.priority = kind.priority;
    job.schedule = schedule;
    job.retries = retries;
    job.requested = kNow;
    job.not_before = kNow;
    database->write([&](store::Write& write) { store::scheduled_jobs::insert(write, job); });
    return job;
  }

  store::ScheduledJob find(const std::string& id) {
    std::optional<store::ScheduledJob> job;
    database->read([&](store::Read& read) { job = store::scheduled_jobs::find(read, id); });
    return job.value();
  }

  std::vector<jobs::RunningJob> claim(const store::ScheduledJob& job, const std::string& holder = "me") {
    return jobs::claim(*session, {job}, holder);
  }

  store::JobRun run(const std::string& id, JobResult result, Time now = kNow) {
    auto claimed = claim(find(id));
    REQUIRE(claimed.size() == 1);
    REQUIRE(jobs::begin(*session, claimed.front(), kNow));
    jobs::JobDone done;
    done.result = result;
    done.message = result == JobResult::success ? "" : "why";
    return jobs::settle(*session, claimed.front(), done, now);
  }

  std::vector<std::string> kinds_of_events() {
    std::vector<std::string> kinds;
    database->read([&](store::Read& read) {
      for (const store::Event& event : store::events::after(read, 0, 100)) kinds.push_back(event.kind);
    });
    return kinds;
  }
};

TEST_CASE_FIXTURE(Jobs, "T-B11: what is due comes in the order of document B") {
  add(jobs::kDiscoveryJob, "j-1");
  add(jobs::kInventoryJob, "j-2");
  add(jobs::kRemoveJob, "j-3");
  add(jobs::kReenrollmentJob, "j-4");
  add(jobs::kAddJob, "j-5");
  add(jobs::kAddJob, "j-6");
  std::vector<std::string> order;
  database->read([&](store::Read& read) {
    for (const store::ScheduledJob& job : store::scheduled_jobs::due(read, "", kNow, 10)) order.push_back(job.id);
    CHECK(store::scheduled_jobs::due(read, "", kNow - 1, 10).empty());
    CHECK(store::scheduled_jobs::due(read, "another", kNow, 10).empty());
  });
  CHECK(order == std::vector<std::string>{"j-5", "j-6", "j-4", "j-3", "j-2", "j-1"});
}

TEST_CASE_FIXTURE(Jobs, "a lease is one's alone, and ends with its holder or its time") {
  const store::ScheduledJob seen = add(jobs::kInventoryJob, "j-1");
  const std::string alive = process_identity(::getpid());
  CHECK(claim(seen, alive).size() == 1);
  CHECK(claim(seen, "another").empty());  // what it saw is no longer so
  store::ScheduledJob held = find("j-1");
  CHECK(held.state == JobState::in_process);
  CHECK(jobs::is_held(held, session->world.now()));
  CHECK_FALSE(jobs::is_held(held, held.lease_until + 1));
  held.holder = alive.substr(0, alive.find(' ')) + " 1 0";  // of this boot, and never a start time
  CHECK_FALSE(jobs::is_held(held, session->world.now()));
  const auto again = claim(find("j-1"), "another");
  REQUIRE(again.size() == 1);
  CHECK_FALSE(again.front().resumed);  // it never began
}

TEST_CASE_FIXTURE(Jobs, "what was claimed with others and never began was not cut short") {
  add(jobs::kReenrollmentJob, "j-1");
  add(jobs::kReenrollmentJob, "j-2");
  auto claimed = jobs::claim(*session, {find("j-1"), find("j-2")}, "gone");
  REQUIRE(claimed.size() == 2);
  CHECK(jobs::begin(*session, claimed.front(), kNow));
  const auto first = claim(find("j-1"), "another"), second = claim(find("j-2"), "another");
  REQUIRE(first.size() == 1);
  CHECK(first.front().resumed);
  CHECK(first.front().job.claimed == kNow);
  REQUIRE(second.size() == 1);
  CHECK_FALSE(second.front().resumed);
}

TEST_CASE_FIXTURE(Jobs, "who lost the lease settles nothing") {
  const auto first = claim(add(jobs::kInventoryJob, "j-1"));
  const auto second = claim(find("j-1"), "another");
  REQUIRE(second.size() == 1);
  CHECK(verdict([&] { jobs::settle(*session, first.front(), {}, kNow); }) == "7 job.lost");
  CHECK(kinds_of_events().empty());
  jobs::settle(*session, second.front(), {}, kNow);
  CHECK(find("j-1").state == JobState::completed);
  CHECK(kinds_of_events() == std::vector<std::string>{"job.completed"});
}

TEST_CASE_FIXTURE(Jobs, "who begins late makes the lease longer, or finds that it is another's") {
  jobs::RunningJob running = claim(add(jobs::kInventoryJob, "j-1")).front();
  const Time until = running.job.lease_until, real = world.now();
  CHECK(jobs::begin(*session, running, kNow));
  CHECK(running.job.lease_until == until);
  jobs::RunningJob unheard = running;
  world.now = [real] { return real + 600'000; };
  CHECK(jobs::begin(*session, running, kNow));
  CHECK(running.job.lease_until > until);
  CHECK(jobs::begin(*session, unheard, kNow));  // it was written, and the answer was lost
  CHECK(unheard.job.version == find("j-1").version);
  world.now = [real] { return real + 2'000'000; };
  jobs::RunningJob taken = claim(find("j-1"), "another").front();
  CHECK_FALSE(jobs::begin(*session, running, kNow));
  jobs::settle(*session, taken, {}, kNow);
  CHECK(find("j-1").state == JobState::completed);
}

TEST_CASE_FIXTURE(Jobs, "who is at a job for longer than its lease has it all the same") {
  const Time real = world.now();
  std::atomic<Time> later = 0;
  world.now = [&, real] { return real + later; };
  jobs::RunningJob running = claim(add(jobs::kInventoryJob, "j-1")).front();
  REQUIRE(jobs::begin(*session, running, kNow));
  const Time first_end = running.job.lease_until;
  {
    jobs::Heartbeat heartbeat(*session, running, 1);
    for (int beats = 1; beats <= 3; ++beats) {
      const Time until = find("j-1").lease_until;
      later += 8 * 60'000;
      for (int i = 0; i < 5000 && find("j-1").lease_until == until; ++i) ::usleep(1000);
      CHECK(find("j-1").lease_until > until);
      CHECK(jobs::is_held(find("j-1"), world.now()));
    }
    CHECK(world.now() > first_end);  // which would be over by now
    const jobs::RunningJob kept = heartbeat.end();
    // As it was at first: a beat was written whose answer was lost. What is over is over.
    CHECK(verdict([&] { jobs::settle(*session, running, {}, kNow); }) == "1 none");
    CHECK(verdict([&] { jobs::settle(*session, kept, {}, kNow); }) == "7 job.lost");
  }
  CHECK(find("j-1").state == JobState::completed);
}

TEST_CASE_FIXTURE(Jobs, "a heartbeat lets be what is another's by now") {
  std::atomic<Time> later = 0;
  world.now = [&, real = world.now()] { return real + later; };
  jobs::RunningJob running = claim(add(jobs::kInventoryJob, "j-1")).front();
  jobs::Heartbeat heartbeat(*session, running, 1);
  later += 20 * 60'000;
  const auto second = claim(find("j-1"), "another");
  ::usleep(20'000);
  CHECK(verdict([&] { jobs::settle(*session, heartbeat.end(), {}, kNow); }) ==
        (second.empty() ? "1 none" : "7 job.lost"));
}

TEST_CASE_FIXTURE(Jobs, "B3: a job about files of another host is not done here") {
  store::ScheduledJob job = add(jobs::kInventoryJob, "j-1");
  CHECK(jobs::host_of(job).empty());
  job.id = "j-2";
  job.parameters.set("host", "elsewhere.example");
  database->write([&](store::Write& write) { store::scheduled_jobs::insert(write, job); });
  jobs::RunRequest named;
  named.jobs = {"j-2"};
  CHECK(verdict([&] { jobs::run_jobs(*session, named); }) == "7 job.state");
  jobs::RunRequest due;
  due.due = true;
  jobs::run_jobs(*session, due);
  CHECK(find("j-1").state == JobState::completed);  // a Failure, for there is no store
  CHECK(find("j-2").state == JobState::waiting);
}

TEST_CASE("commands and pkit.yaml have the words of all kinds") {
  std::vector<std::string> words;
  for (const jobs::JobKind* kind : jobs::job_kinds()) words.emplace_back(kind->word);
  CHECK(words == catalog::kJobKinds.list());
  CHECK_FALSE(jobs::find_kind("mend"));
}

TEST_CASE_FIXTURE(Jobs, "T-B13: a failure is tried again, later each time, and counted") {
  add(jobs::kAddJob, "j-1", "", 2);
  for (const auto& [tries, status, pause] :
       {std::tuple{0, JobState::will_retry, 60'000}, std::tuple{1, JobState::will_retry, 120'000}}) {
    const store::JobRun run = this->run("j-1", JobResult::failure);
    CHECK(run.tries == tries);
    CHECK(run.status == status);
    CHECK(find("j-1").state == status);
    CHECK(find("j-1").not_before == kNow + pause);
  }
  const store::JobRun last = run("j-1", JobResult::failure);
  CHECK(last.tries == 2);
  CHECK(last.status == JobState::completed);
  CHECK(find("j-1").state == JobState::completed);
  CHECK_FALSE(find("j-1").not_before);
  CHECK(kinds_of_events() == std::vector<std::string>(3, "job.failed"));  // a handler is told each time
}

TEST_CASE_FIXTURE(Jobs, "what comes again waits for its next time, whatever it came to") {
  add(jobs::kInventoryJob, "j-1", "I_60", 1);
  CHECK(run("j-1", JobResult::warning).status == JobState::completed);
  const Time minute = kNow - kNow % 60'000;
  CHECK(find("j-1").state == JobState::waiting);
  CHECK(find("j-1").not_before == minute + 3'600'000);
  run("j-1", JobResult::failure, minute + 3'599'500);
  CHECK(find("j-1").not_before == minute + 3'600'000);  // no later than it would come anyway
  CHECK(find("j-1").tries == 1);
  CHECK(run("j-1", JobResult::failure).status == JobState::completed);
  CHECK(find("j-1").state == JobState::waiting);
  CHECK(find("j-1").tries == 0);
}

TEST_CASE_FIXTURE(Jobs, "T-B14: only a Failure or a Warning is acknowledged, and once") {
  struct Row {
    JobResult result;
    std::int64_t retries;
    const char* verdict;
  };
  int n = 0;
  for (const Row& row : {Row{JobResult::success, 0, "7 job.state"}, Row{JobResult::warning, 0, "1 none"},
                         Row{JobResult::failure, 0, "1 none"}, Row{JobResult::failure, 1, "1 none"}}) {
    CAPTURE(n);
    const std::string id = "j-" + std::to_string(n++);
    add(jobs::kAddJob, id, "", row.retries);
    const std::string number = std::to_string(run(id, row.result).number);
    CHECK(verdict([&] { jobs::acknowledge_runs(*session, {{number}}); }) == row.verdict);
    CHECK(verdict([&] { jobs::acknowledge_runs(*session, {{number}}); }) == "7 job.state");
    const bool over = row.retries == 0 && row.result != JobResult::success;
    CHECK((find(id).state == JobState::acknowledged) == over);
  }
  CHECK(verdict([&] { jobs::acknowledge_runs(*session, {{"99"}}); }) == "6 job.unknown");
  CHECK(verdict([&] { jobs::acknowledge_runs(*session, {{"x"}}); }) == "2 option.value");
}

TEST_CASE_FIXTURE(Jobs, "T-B14: only a Failure that is over is rescheduled, and never an inventory") {
  int n = 0;
  for (const jobs::JobKind* kind : jobs::job_kinds()) {
    CAPTURE(kind->word);
    for (const JobResult result : {JobResult::success, JobResult::warning, JobResult::failure})
      for (const bool acknowledged : {false, true}) {
        const std::string id = "j-" + std::to_string(1000 + n++);
        add(*kind, id);
        const std::string number = std::to_string(run(id, result).number);
        if (acknowledged && result != JobResult::success) jobs::acknowledge_runs(*session, {{number}});
        const bool may = result == JobResult::failure && kind != &jobs::kInventoryJob && kind != &jobs::kCustomJob &&
                         kind != &jobs::kFetchLogsJob;
        CHECK(verdict([&] { jobs::reschedule_job(*session, {id}); }) == (may ? "1 none" : "7 job.state"));
        CHECK((find(id).state == JobState::waiting) == may);
      }
  }
  for (const auto& [schedule, may] : {std::pair{"W_1_3:00", true}, {"M_L_3:00", true}, {"D_3:00", false}}) {
    const std::string id = "j-" + std::to_string(1000 + n++);
    add(jobs::kCustomJob, id, schedule);
    run(id, JobResult::failure);
    CHECK(verdict([&] { jobs::reschedule_job(*session, {id}); }) == (may ? "1 none" : "7 job.state"));
    CHECK((find(id).not_before == kNow) == may);
  }
  add(jobs::kAddJob, "j-2000", "", 1);
  CHECK(verdict([&] { jobs::reschedule_job(*session, {"j-2000"}); }) == "7 job.state");  // Waiting
  run("j-2000", JobResult::failure);
  CHECK(verdict([&] { jobs::reschedule_job(*session, {"j-2000"}); }) == "7 job.state");  // CompletedWillRetry
}

TEST_CASE_FIXTURE(Jobs, "what waits is cancelled; what somebody is at, or what is over, is not") {
  const store::ScheduledJob waiting = add(jobs::kInventoryJob, "j-1001", "I_60");
  add(jobs::kInventoryJob, "j-1002");
  CHECK(verdict([&] { jobs::cancel_job(*session, {"j-1001"}); }) == "1 none");
  CHECK(find("j-1001").state == JobState::cancelled);
  CHECK(claim(waiting).empty());
  CHECK(verdict([&] { jobs::cancel_job(*session, {"j-1001"}); }) == "7 job.state");
  CHECK(claim(find("j-1002"), process_identity(::getpid())).size() == 1);
  CHECK(verdict([&] { jobs::cancel_job(*session, {"j-1002"}); }) == "7 job.state");
  CHECK(verdict([&] { jobs::cancel_job(*session, {"j-10"}); }) == "7 job.ambiguous");
  CHECK(verdict([&] { jobs::cancel_job(*session, {"j-9"}); }) == "6 job.unknown");
}

TEST_CASE_FIXTURE(Jobs, "2b: what cannot be done is a Failure that says why, and keeps no other from its turn") {
  store::ScheduledJob lost = add(jobs::kInventoryJob, "j-1001");
  add(jobs::kDiscoveryJob, "j-1002");
  const Outcome outcome = jobs::run_jobs(*session, {.jobs = {}, .due = true});
  CHECK(outcome.exit() == 3);
  CHECK(outcome.data["ran"] == Value(2));
  CHECK(find("j-1001").state == JobState::completed);
  CHECK(verdict([&] { jobs::run_jobs(*session, {.jobs = {"j-1001"}, .due = false}); }) == "7 job.state");
  CHECK(verdict([&] { jobs::run_jobs(*session, {}); }) == "2 option.combination");
}

}  // namespace
