// The engines that keep a state, a row each. A state is named ENGINE:WHERE; where none is named it is a file.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "store/database.h"

namespace pkit::store {

struct Engine {
  const char* name;
  const char* where;  // what stands behind the colon, for messages
  /// Error{usage "store.place"} where `where` cannot be one.
  void (*require)(const std::string& where);
  std::unique_ptr<Database> (*open)(const std::string& where, Open how, const World& world);
};
std::span<const Engine> engines();

/// ENGINE:WHERE, which is well formed. Error{usage "store.place"}.
struct Place {
  const Engine& engine;
  std::string where;
};
Place place_named(std::string_view text);

/// As Open says; Error{conflict "store.exists"} where a state is there that is to be created.
std::unique_ptr<Database> open_place(const Place& place, Open how, const World& world);

}  // namespace pkit::store
