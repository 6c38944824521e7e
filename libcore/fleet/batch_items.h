// The items of the batches there are.
#pragma once

#include "batch/batch.h"
#include "batch/batch_input.h"
#include "fleet/operations.h"

namespace pkit {

/// Where certificates are to be put; empty: nowhere.
struct BatchOutput {
  Path directory;
  bool force = false;
};

/// `defaults` is for what the entry does not say (profile, notAfter, strict), and outlives the item.
BatchItem issue_item(BatchEntry entry, const IssueRequest& defaults, const BatchOutput& output);
BatchItem registration_item(BatchEntry entry, const RegisterRequest& defaults, const BatchOutput& output);

/// The registrations that wait, oldest first; with globs those whose client machine matches one. (approve.cpp)
std::vector<std::string> waiting_registrations(Session& session, const std::vector<std::string>& globs);
/// One of them. Where others wait for the same name only an operator can tell which is the right one: Error{conflict
/// "approve.several"}.
BatchItem approval_item(const std::string& id, const ApproveRequest& defaults);

}  // namespace pkit
