// jobs HOME settle: every job of a home that is due is claimed, sixteen in one commit, and settled, as `pkit job run
// --due`
//   does it, with no work between.
// jobs HOME commits COUNT: COUNT commits of the same state, each of nothing but the time that it has seen: the least
// that
//   a durable commit can be.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "home/home.h"
#include "home/process.h"
#include "jobs/lease.h"
#include "store/meta.h"

namespace {

using namespace pkit;

constexpr std::size_t kAtOnce = 16;
constexpr std::int64_t kMostDue = 10'000;

int settle(Session& session) {
  const Time now = session.world.now();
  const std::string holder = process_identity(::getpid());
  std::vector<store::ScheduledJob> due;
  session.state.read([&](store::Read& read) { due = store::scheduled_jobs::due(read, "", now, kMostDue); });
  std::size_t settled = 0;
  for (std::size_t i = 0; i < due.size(); i += kAtOnce) {
    const std::size_t end = std::min(i + kAtOnce, due.size());
    for (jobs::RunningJob& running :
         jobs::claim(session, {due.begin() + static_cast<long>(i), due.begin() + static_cast<long>(end)}, holder)) {
      if (!jobs::begin(session, running, now)) continue;
      jobs::settle(session, running, {}, now);
      ++settled;
    }
  }
  std::printf("%zu settled\n", settled);
  return settled > 0 ? 0 : 1;
}

int commits(Session& session, int count) {
  const Time now = session.world.now();
  for (int i = 0; i < count; ++i)
    session.database.write([&](store::Write& write) { store::meta::seen(write, now + i); });
  std::printf("%d commits\n", count);
  return 0;
}

int run(int count, char** words) {
  const World world = real_world();
  const Home home = open_home(words[1], ::geteuid());
  const auto database = open_database(home, world);
  Session session(world, home, *database, "uid:" + std::to_string(::getuid()));
  if (count == 3 && std::strcmp(words[2], "settle") == 0) return settle(session);
  if (count == 4 && std::strcmp(words[2], "commits") == 0) return commits(session, std::atoi(words[3]));
  std::fprintf(stderr, "usage: jobs HOME settle | jobs HOME commits COUNT\n");
  return 2;
}

}  // namespace

int main(int count, char** words) {
  try {
    if (count >= 3) return run(count, words);
    std::fprintf(stderr, "usage: jobs HOME settle | jobs HOME commits COUNT\n");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "jobs: %s\n", error.what());
  }
  return 1;
}
