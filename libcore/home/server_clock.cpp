#include "home/server_clock.h"

#include "store/engines.h"

namespace pkit {

Duration clock_ahead(const Home& home, const store::Database& state) {
  const std::optional<std::string> place = state_place(home);
  return place ? store::place_named(*place).engine.clock_ahead(state) : 0;
}

World with_clock_ahead(const World& world, Duration ahead) {
  World shifted = world;
  shifted.now = [now = world.now, ahead] { return now() + ahead; };
  return shifted;
}

}  // namespace pkit
