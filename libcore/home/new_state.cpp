#include "home/new_state.h"

#include "store/engines.h"
#include "store/state_file.h"

namespace pkit {

std::unique_ptr<store::Database> create_database(const Home& home, const std::string& place, const World& world) {
  if (place.empty()) return store::open_sqlite(home.database(), store::Open::create, world);
  create_file(home.state(), as_bytes(place + "\n"), Mode::secret);
  return store::open_place(store::place_named(place), store::Open::create, world);
}

}  // namespace pkit
