// A step of the schema: machines that are named by an address have one name, however it was spelt. Internal to
// schema/sqlite.cpp.
#pragma once

#include "store/database.h"

namespace pkit::store::schema {

/// Rows that name a machine by an address in another spelling than machine_key()'s get that one. Of several
/// orchestrators that are one machine then, who is Disapproved has the name, else who is Approved, so that no denial is
/// lost; the others are known by their ids alone, and doctor tells it.
void name_machines_once(Write&);

}  // namespace pkit::store::schema
