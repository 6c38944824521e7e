// How many there are of what: numbers that every write keeps, so that asking costs the same at any size.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.h"

namespace pkit::store::counters {

/// "registrations.waiting", "principals.orchestrator.New", "certificates.revoked"; 0 for what was never counted.
std::int64_t number(Read&, const std::string& name);
/// The names of those that are not what the rows say; the ends of certificates count as "certificates.ends". Reads all.
std::vector<std::string> wrong(Read&);
/// Sets all of them from the rows.
void recount(Write&);

}  // namespace pkit::store::counters
