// One record as another CA tells it: hostile data until it was read here.
#pragma once

#include <optional>
#include <string>

#include "base/table.h"
#include "base/value.h"
#include "store/gateways.h"
#include "x509/certificate.h"

namespace pkit::gateways {

/// The members of a record, and beside them those of an answer to Enroll and GetSingleRecord.
extern const Shape kRecordShape, kAnswerShape;

struct ToldRecord {
  std::string ca_request_id;  // as far as it was told, fit to be printed
  std::optional<store::GatewayRecord> record;
  std::optional<x509::Certificate> certificate;  // of the record, where it came with one
  std::string fault;                             // why there is no record; empty where there is
  bool lacks_certificate = false;  // its status says that there is one, and it did not come: ask for it alone
};

/// {CARequestID, Certificate, Status, ProductID, RevocationDate, RevocationReason}, the certificate as PEM or base64 of
/// DER; or {CARequestID, Fault} of what the adapter itself could not read. Faults: what is not of that form, a status
/// that the scale does not have, an id or a product that is no plain text of at most 256 bytes, a certificate that
/// cannot be read, a date or a reason that is none. Never throws for content.
ToldRecord read_record(const std::string& gateway, const Value& value, Time now);

/// What taking a record changes against the one that is kept, if any.
enum class Novelty { added, changed, unchanged };
Novelty compare(const std::optional<store::GatewayRecord>& kept, const store::GatewayRecord& told);

/// What is told, and of what it leaves out that which is known: the product, the CSR, the certificate where its status
/// says that there is one, and when and why it was revoked.
store::GatewayRecord completed(const std::optional<store::GatewayRecord>& kept, store::GatewayRecord told);

/// Is it revoked, and may become valid again (RFC 5280 5.3.1)?
bool is_on_hold(const store::GatewayRecord& record);

/// Why what is told, completed, cannot follow what is kept; empty where it can. What has a certificate does not wait
/// for one any more. A revoked certificate stays revoked, but for one that was on hold, and one whose key others have
/// is followed by no other.
std::string contradiction(const store::GatewayRecord& kept, const store::GatewayRecord& told);

}  // namespace pkit::gateways
