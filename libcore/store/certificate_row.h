// A row of the table of certificates, for the two files that read it.
#pragma once

#include "store/certificates.h"

#define CERTIFICATE_COLUMNS                                                                                    \
  "c.id, c.issuer, c.serial, c.principal, c.registration, c.profile, c.subject, c.key_id, c.csr_sha256,"       \
  " c.fingerprint, c.not_before, c.not_after, c.revoked_at, c.revocation_reason, c.der, c.created, c.version," \
  " c.invalid_since, c.asked"

namespace pkit::store::certificates {

/// The column after CERTIFICATE_COLUMNS.
constexpr int kAfterCertificate = 19;

Certificate certificate_from(const Row& row);

}  // namespace pkit::store::certificates
