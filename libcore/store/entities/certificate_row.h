// A row of the table of certificates, for the files that read it.
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "store/certificates.h"
#include "store/entities/columns.h"

namespace pkit::store::certificates {

/// What most are asked for with: nothing, and they were given that. Of these the column is empty.
constexpr const char* kUsualAsked = R"({"profile":"","notAfter":"","sans":[],"exact":true})";
inline Cell asked_cell(const Certificate& certificate) {
  std::string text = tree(certificate.asked);
  return text == kUsualAsked ? std::string() : text;
}
inline void read_asked(Certificate& certificate, const Row& row, int at) {
  certificate.asked =
      row.text_view(at).empty() ? parse_json(kUsualAsked, "what is usually asked for") : tree_at(row, at);
}

/// A key's id as rows have it; a text that is no hex is no key's.
inline Bytes octets_of(const std::string& key_id) { return from_hex(key_id).value_or(Bytes()); }
inline Cell key_cell(const Certificate& certificate) { return octets_of(certificate.key_id); }
inline void read_key(Certificate& certificate, const Row& row, int at) {
  certificate.key_id = to_hex(row.blob_view(at));
}

using Rows =
    RowTable<Certificate, "certificates", Column<"id", &Certificate::id>, Column<"issuer", &Certificate::issuer>,
             Column<"serial", &Certificate::serial>, Column<"principal", &Certificate::principal>,
             Reference<"registration", &Certificate::registration>, Column<"profile", &Certificate::profile>,
             Column<"subject", &Certificate::subject>, Made<"key_id", key_cell, read_key>,
             Column<"csr_sha256", &Certificate::csr_sha256>, Column<"fingerprint", &Certificate::fingerprint>,
             Column<"not_before", &Certificate::not_before>, Column<"not_after", &Certificate::not_after>,
             Column<"revoked_at", &Certificate::revoked_at>,
             Column<"revocation_reason", &Certificate::revocation_reason>, Column<"der", &Certificate::der>,
             Column<"created", &Certificate::created>, Column<"version", &Certificate::version>,
             Column<"invalid_since", &Certificate::invalid_since>, Made<"asked", asked_cell, read_asked>>;

}  // namespace pkit::store::certificates
