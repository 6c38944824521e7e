// The one parameter that handlers see: `claimed` is what the client says, `verified` what pkit knows.
#pragma once

#include "base/value.h"
#include "lifecycle/caller.h"

namespace pkit::lifecycle {

/// What is unknown is absent, never "". The CSR's pem leaves a challengePassword's value out.
Value handler_parameter(const Session& session, const Intake& intake, const Caller& caller);
/// {sha256, subject, cn, sans, dns, ip, email, uri, key, signature, requested, attributes}: how pkit tells of a CSR
/// anywhere.
Value describe_csr(const x509::Csr& csr);
Value describe_key(const x509::PublicKey& key);

}  // namespace pkit::lifecycle
