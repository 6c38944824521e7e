// What is told of vaults: see base/table.h and view/shapes.h.
#pragma once

#include "base/table.h"

namespace pkit::shape {

extern const Shape vault_templates, vault_made, mirror_made, vault_listed, object_told, vault_refused;
/// What travels of an object that arrives or is read: see vault/objects.h.
extern const Shape object_sealed, object_opened, object_part, object_wraps;

}  // namespace pkit::shape
