// The tables as SQLite is told of them. Another engine brings a file of its own; the repositories' statements are
// common.
#pragma once

#include <cstdint>

namespace pkit::store {

/// In the file's header, so that another program's database is refused: "pkit" in ASCII.
constexpr std::int64_t kApplicationId = 0x706b6974;
/// Raised with every change of the schema.
constexpr std::int64_t kSchemaVersion = 1;

/// Makes every table and index of version kSchemaVersion, and marks the file as ours.
extern const char* const kSchemaSqlite;

}  // namespace pkit::store
