// A state's rows in another engine: how they are copied there, and how both are compared.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/state_file.h"

namespace pkit::store {

/// Fills the tables of `to`, a new state, with the rows of `from`: all of them but what a schema says of itself.
/// Numbers that are kept are counted anew. `tables` is in the order of StateFile::tables().
void copy_rows(Read& from, Write& to, const std::vector<Table>& tables);

/// What a table holds: how many rows, and a digest that does not depend on their order.
struct Content {
  std::int64_t rows = 0;
  std::string sha256;
  bool operator==(const Content&) const = default;
};
/// By table, of those that copy_rows() copies as they are. Reads all.
std::map<std::string, Content> contents(Read& read, const std::vector<Table>& tables);

}  // namespace pkit::store
