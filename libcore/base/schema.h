// JSON Schema (2020-12) of tables of fields: what is written out for others is what is read and printed.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"

namespace pkit {

/// What stands once for all documents.
inline constexpr const char* kCommonSchema = "common.schema.json";

/// The schema of a shape, without a head; a named one within it is a reference to kCommonSchema.
Value json_schema(const Shape& shape);
/// A whole document: `id` is its file ("register.schema.json").
Value schema_document(const std::string& id, const std::string& title, Value schema);
/// kCommonSchema: every named shape that can be reached from these, by name.
Value common_schema(const std::string& title, const std::vector<const Shape*>& roots);

}  // namespace pkit
