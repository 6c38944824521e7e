#include "agents/own_state.h"

#include "base/file.h"
#include "home/new_state.h"
#include "store/meta.h"

namespace pkit::agents {

namespace {

std::unique_ptr<store::Database> made_state(const World& world, const Home& home) {
  auto database = create_database(home, "", world);
  store::Meta meta;
  meta.home_id.resize(16);
  world.random(meta.home_id);
  meta.created = meta.highest_time = world.now();
  database->write([&](store::Write& write) { store::meta::create(write, meta); });
  return database;
}

/// What was killed while it was made holds nothing yet. Nobody writes to it before it is durable that it is made.
std::unique_ptr<store::Database> opened_state(const World& world, const Home& home) {
  const Path making = home.directory / "pkit.db.making";
  if (std::filesystem::exists(making)) {
    for (const char* part : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(home.database().string() + part);
  } else {
    for (const Path& file : {home.database(), home.state()})
      if (std::filesystem::exists(file)) return open_database(home, world);
    replace_file(making, BytesView(), Mode::secret);
  }
  std::unique_ptr<store::Database> made = made_state(world, home);
  std::filesystem::remove(making);
  sync_directory(home.directory);
  return made;
}

}  // namespace

OwnState::OwnState(const World& world, const Path& directory, std::string actor, authority::KeyAccess access)
    : home_(open_home(directory, access.uid)), database_(opened_state(world, home_)) {
  session_.emplace(world, home_, *database_, std::move(actor));
  session_->key_access = std::move(access);
}

}  // namespace pkit::agents
