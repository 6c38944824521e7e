// How a home gets a state. Who opens one that is there does it by open_database() of home.h; beside these two only
// copies of a state's file are opened, by who makes or judges them.
#pragma once

#include <memory>
#include <string>

#include "home/home.h"
#include "store/database.h"

namespace pkit {

/// In the home's file, or where `place` is not empty in the database that it names as store/engines.h reads it: the
/// home says so from then on. Neither may be there. Error{conflict "store.exists"}, {usage "store.place"}.
std::unique_ptr<store::Database> create_database(const Home& home, const std::string& place, const World& world);

}  // namespace pkit
