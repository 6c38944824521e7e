#include "store/engines.h"

#include "base/error.h"
#include "store/postgresql/open.h"

namespace pkit::store {

namespace {

// SQLite has no row: its state is a file of the home, which needs no name.
constexpr Engine kEngines[] = {
    {"postgresql", "SERVICE", require_service, open_postgresql},
};

}  // namespace

std::span<const Engine> engines() { return kEngines; }

Place place_named(std::string_view text) {
  const std::size_t colon = text.find(':');
  std::string known;
  for (const Engine& engine : kEngines) {
    known += (known.empty() ? "" : ", ") + std::string(engine.name) + ":" + engine.where;
    if (colon == std::string_view::npos || text.substr(0, colon) != engine.name) continue;
    Place place{engine, std::string(text.substr(colon + 1))};
    engine.require(place.where);
    return place;
  }
  throw Error(Kind::usage, "store.place", "'" + std::string(text) + "' names no engine that pkit knows",
              "write " + known);
}

std::unique_ptr<Database> open_place(const Place& place, Open how, const World& world) {
  return place.engine.open(place.where, how, world);
}

}  // namespace pkit::store
