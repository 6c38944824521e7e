// The types of metadata, a row each.
#pragma once

#include <span>

#include "catalog/metadata.h"

namespace pkit::catalog {

struct MetadataType {
  const char* word;
  /// The value as it is kept; throws nothing, and answers why it is none.
  Judged (*judge)(const MetadataField&, const Value&);
};
std::span<const MetadataType> metadata_types();

}  // namespace pkit::catalog
