// What is told of accounts: see base/table.h and view/shapes.h.
#pragma once

#include "base/table.h"

namespace pkit::shape {

extern const Shape account;
extern const Shape account_changed, account_shown, account_list, account_registered, account_handoff;

}  // namespace pkit::shape
