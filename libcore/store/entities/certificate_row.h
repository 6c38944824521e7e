// A row of the table of certificates, for the files that read it.
#pragma once

#include "store/certificates.h"
#include "store/entities/columns.h"

namespace pkit::store::certificates {

using Rows =
    RowTable<Certificate, "certificates", Column<"id", &Certificate::id>, Column<"issuer", &Certificate::issuer>,
             Column<"serial", &Certificate::serial>, Column<"principal", &Certificate::principal>,
             Reference<"registration", &Certificate::registration>, Column<"profile", &Certificate::profile>,
             Column<"subject", &Certificate::subject>, Column<"key_id", &Certificate::key_id>,
             Column<"csr_sha256", &Certificate::csr_sha256>, Column<"fingerprint", &Certificate::fingerprint>,
             Column<"not_before", &Certificate::not_before>, Column<"not_after", &Certificate::not_after>,
             Column<"revoked_at", &Certificate::revoked_at>,
             Column<"revocation_reason", &Certificate::revocation_reason>, Column<"der", &Certificate::der>,
             Column<"created", &Certificate::created>, Column<"version", &Certificate::version>,
             Column<"invalid_since", &Certificate::invalid_since>, Column<"asked", &Certificate::asked>>;

}  // namespace pkit::store::certificates
