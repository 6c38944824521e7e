// What operators are answered about orchestrators, and what those have. Stores and jobs have further members, which are
// kept as they were given.
#pragma once

#include "base/table.h"

namespace pkit::shape {

extern const Shape orchestrator_life, orchestrator_deleted, orchestrator_stores, orchestrator_jobs;
extern const Shape blueprint, blueprint_put, blueprint_list, blueprint_applied, blueprint_deleted;
extern const Shape tags;

}  // namespace pkit::shape
