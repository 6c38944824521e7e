// What is told of realms and their users: see base/table.h and view/shapes.h.
#pragma once

#include "base/table.h"

namespace pkit::shape {

extern const Shape requirements, user, identity;
extern const Shape csr_requirements, user_registered, realm_login;
/// Of commands that have no operation: realm import, realm password, realm call.
extern const Shape realm_imported, password_hashed, realm_called;

}  // namespace pkit::shape
