// The tables as SQLite is told of them, a step a version. Another engine brings a file of its own; the repositories'
// statements are common.
#pragma once

#include <cstdint>
#include <span>

#include "store/database.h"

namespace pkit::store {

/// In the file's header, so that another program's database is refused: "pkit" in ASCII.
constexpr std::int64_t kApplicationId = 0x706b6974;

/// One version of the schema, from the one before it.
struct SchemaStep {
  std::int64_t version;
  /// What a pkit must know at least to read, and to write, a state of this version: 1 where a step only adds what older
  /// ones do not miss.
  std::int64_t min_reader, min_writer;
  const char* sql;
  /// What SQL alone cannot say, after it.
  void (*rows)(Write&) = nullptr;
};

/// Every step in its order. A new state is made by all of them and an older one by those that it lacks, so that both
/// are the same. Steps are appended and never changed.
std::span<const SchemaStep> schema_steps();
inline std::int64_t newest_schema() { return schema_steps().back().version; }

}  // namespace pkit::store
