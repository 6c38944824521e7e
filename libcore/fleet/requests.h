// What arrives at document A's doors, as Intakes: limits first.
#pragma once

#include "decision/intake.h"
#include "fleet/operations.h"

namespace pkit {

/// Error{usage "limit.*"} beyond 64 parameters of 4 KiB, 256 capabilities of 256 bytes.
/// `proven_by` is what accept_proof() answered.
Intake take_registration(Session& session, const RegisterRequest& request, Time now, const Bytes& proven_by);
/// issue by CSR; `csr` was admitted or made by us. Error{usage "name.missing"} where no name can be found.
Intake take_issue(const IssueRequest& request, x509::Csr csr, Time now);

}  // namespace pkit
