// The items of the batches there are.
#pragma once

#include "lifecycle/batch.h"
#include "lifecycle/batch_input.h"

namespace pkit::lifecycle {

/// Where certificates are to be put; empty: nowhere.
struct BatchOutput {
  Path directory;
  bool force = false;
};

/// `defaults` is for what the entry does not say (profile, notAfter, strict), and outlives the item.
BatchItem issue_item(BatchEntry entry, const IssueRequest& defaults, const BatchOutput& output);
BatchItem registration_item(BatchEntry entry, const RegisterRequest& defaults, const BatchOutput& output);

}  // namespace pkit::lifecycle
