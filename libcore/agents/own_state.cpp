#include "agents/own_state.h"

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

std::unique_ptr<store::Database> opened_state(const World& world, const Home& home) {
  for (const Path& file : {home.database(), home.state()})
    if (std::filesystem::exists(file)) return open_database(home, world);
  return made_state(world, home);
}

}  // namespace

OwnState::OwnState(const World& world, const Path& directory, std::string actor, authority::KeyAccess access)
    : home_(open_home(directory, access.uid)), database_(opened_state(world, home_)) {
  session_.emplace(world, home_, *database_, std::move(actor));
  session_->key_access = std::move(access);
}

}  // namespace pkit::agents
