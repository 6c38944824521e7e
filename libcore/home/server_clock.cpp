#include "home/server_clock.h"

#include "store/engines.h"

namespace pkit {

World with_clock_ahead(const World& world, Duration ahead) {
  World shifted = world;
  shifted.now = [now = world.now, ahead] { return now() + ahead; };
  return shifted;
}

}  // namespace pkit
