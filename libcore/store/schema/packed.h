// A step of the schema: traces are kept packed, and from then on what events tell. Internal to schema/sqlite.cpp.
#pragma once

#include "store/database.h"

namespace pkit::store::schema {

/// The table of attempts anew, with the same rows and traces as packed() makes them, and without the index of subjects,
/// which the one of what is kept begins with.
void pack_traces(Write&);

}  // namespace pkit::store::schema
