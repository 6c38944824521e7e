// The operations of operations.h as rows, but for those whose answer is a file's content beside the outcome.
#pragma once

#include "certstores/operations.h"
#include "home/operation.h"

namespace pkit::certstores {

struct ListStoresRequest {};

extern const Operation kAddStore, kCreateStore, kApproveStore, kListStores, kShowStore, kInventory, kDiff, kDiscover,
    kForgetStore, kVerifyStore, kPlan, kApply, kTakeEntry, kReenroll, kRestoreStore;

}  // namespace pkit::certstores
