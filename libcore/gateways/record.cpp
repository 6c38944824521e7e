#include "gateways/record.h"

#include "gateways/status.h"
#include "x509/pem.h"
#include "x509/revocation_reason.h"

namespace pkit::gateways {

namespace {

constexpr std::size_t kLongestText = 256;
constexpr const char *kHold = x509::kHold, *kCompromise = x509::kKeyCompromise;

constexpr Field kRecordFields[] = {
    {.key = "CARequestID", .type = FieldType::text},    {.key = "Certificate", .type = FieldType::text},
    {.key = "Status", .type = FieldType::integer},      {.key = "ProductID", .type = FieldType::text},
    {.key = "RevocationDate", .type = FieldType::text}, {.key = "RevocationReason", .type = FieldType::integer},
    {.key = "Fault", .type = FieldType::text},
};
constexpr Field kFurtherFields[] = {
    {.key = "StatusMessage", .type = FieldType::text},
    {.key = "found", .type = FieldType::boolean},
};
constexpr auto kAnswerFields = joined(kRecordFields, kFurtherFields);

/// It is kept and printed as it is, and typed by people.
bool is_plain(std::string_view text) {
  if (text.size() > kLongestText || !valid_utf8(text)) return false;
  while (!text.empty()) {
    const Character c = first_character(text);
    if (deceives_terminal(c.point)) return false;
    text.remove_prefix(c.length);
  }
  return true;
}

std::string fault_of_form(const Value& value) {
  const std::vector<Flaw> flaws = flaws_in(value, kAnswerShape, "record", {.others = Others::extensions});
  if (!flaws.empty()) return printable(flaws.front().what);
  const std::string id = value.text_or("CARequestID");
  if (id.empty()) return "it has no CARequestID";
  if (!is_plain(id)) return "its CARequestID is no plain text of at most 256 bytes";
  if (const std::string why = value.text_or("Fault"); !why.empty()) return printable(why.substr(0, kLongestText));
  if (!is_plain(value.text_or("ProductID"))) return "its ProductID is no plain text of at most 256 bytes";
  if (!value["Status"].is_int()) return "it has no Status";
  if (!find_status(value["Status"].as_int()))
    return "its Status " + std::to_string(value["Status"].as_int()) + " is none of the scale";
  return {};
}

std::string read_revocation(const Value& value, const StatusRow& status, store::GatewayRecord& record) {
  if (status.meaning != Meaning::revoked) return {};
  if (const std::string date = value.text_or("RevocationDate"); !date.empty()) {
    record.revoked_at = parse_time(date);
    if (!record.revoked_at) return "its RevocationDate is no time";
  }
  if (!value["RevocationReason"].is_int()) return {};
  const std::int64_t reason = value["RevocationReason"].as_int();
  if (reason < 0 || reason > 10 || x509::revocation_reason_word(static_cast<int>(reason)).empty())
    return "its RevocationReason " + std::to_string(reason) + " is none of RFC 5280 5.3.1";
  record.revocation_reason = x509::revocation_reason_word(static_cast<int>(reason));
  return {};
}

void take_certificate(const x509::Certificate& certificate, store::GatewayRecord& record) {
  record.certificate = certificate.der;
  record.subject = certificate.subject.text();
  record.serial = certificate.serial;
  record.not_before = certificate.not_before;
  record.not_after = certificate.not_after;
  record.key_id = to_hex(certificate.key.key_id());
}

bool is(const store::GatewayRecord& record, Meaning meaning) {
  const StatusRow* row = find_status(record.status);
  return row && row->meaning == meaning;
}

}  // namespace

constinit const Shape kRecordShape = map_of(kRecordFields);
constinit const Shape kAnswerShape = map_of(kAnswerFields);

ToldRecord read_record(const std::string& gateway, const Value& value, Time now) {
  ToldRecord told;
  told.ca_request_id = printable(value.text_or("CARequestID").substr(0, kLongestText));
  told.fault = fault_of_form(value);
  if (!told.fault.empty()) return told;
  const StatusRow& status = *find_status(value["Status"].as_int());
  store::GatewayRecord record;
  record.gateway = gateway;
  record.ca_request_id = value.text_or("CARequestID");
  record.status = status.number;
  record.product = value.text_or("ProductID");
  record.seen = now;
  told.fault = read_revocation(value, status, record);
  const std::string text = value.text_or("Certificate");
  if (told.fault.empty() && !text.empty()) try {
      told.certificate = x509::parse_certificate(x509::one_document(text, {"CERTIFICATE"}, "Certificate"));
      take_certificate(*told.certificate, record);
    } catch (const Error& error) {
      told.fault = "its certificate cannot be read: " + printable(error.what());
    }
  if (!told.fault.empty()) return told;
  told.lacks_certificate = status.certified() && record.certificate.empty();
  told.record = std::move(record);
  return told;
}

Novelty compare(const std::optional<store::GatewayRecord>& kept, const store::GatewayRecord& told) {
  if (!kept) return Novelty::added;
  const bool same = kept->status == told.status && kept->product == told.product &&
                    kept->revoked_at == told.revoked_at && kept->revocation_reason == told.revocation_reason &&
                    !kept->gone && equal(kept->certificate, told.certificate);
  return same ? Novelty::unchanged : Novelty::changed;
}

store::GatewayRecord completed(const std::optional<store::GatewayRecord>& kept, store::GatewayRecord told) {
  if (!kept) return told;
  if (told.product.empty()) told.product = kept->product;
  if (told.csr_sha256.empty()) told.csr_sha256 = kept->csr_sha256;
  if (told.run.empty()) told.run = kept->run;
  if (is(*kept, Meaning::revoked) && is(told, Meaning::revoked)) {
    if (!told.revoked_at) told.revoked_at = kept->revoked_at;
    // A key that others know is no less known because its CA tells another reason later.
    const bool compromised =
        kept->revocation_reason == kCompromise && (told.certificate.empty() || told.key_id == kept->key_id);
    if (told.revocation_reason.empty() || compromised) told.revocation_reason = kept->revocation_reason;
  }
  if (!told.certificate.empty()) return told;
  if (told.key_id.empty()) told.key_id = kept->key_id;
  if (!find_status(told.status)->certified()) return told;
  told.certificate = kept->certificate;
  told.subject = kept->subject;
  told.serial = kept->serial;
  told.not_before = kept->not_before;
  told.not_after = kept->not_after;
  return told;
}

bool is_on_hold(const store::GatewayRecord& record) {
  return is(record, Meaning::revoked) && record.revocation_reason == kHold;
}

std::string contradiction(const store::GatewayRecord& kept, const store::GatewayRecord& told) {
  const StatusRow* before = find_status(kept.status);
  const StatusRow* now = find_status(told.status);
  const bool ends_here =
      told.certificate.empty() || equal(kept.certificate, told.certificate) || kept.revocation_reason == kCompromise;
  if (is(kept, Meaning::revoked) && kept.revocation_reason != kHold && ends_here) {
    const std::string stays = ": it stays revoked";
    if (!is(told, Meaning::revoked))
      return std::string("it was revoked, and is said to be ") + now->word + " now" + stays;
    if (is_on_hold(told)) return "it was revoked, and is said to be on hold now" + stays;
    if (!equal(kept.certificate, told.certificate) && !kept.certificate.empty())
      return "it was revoked as keyCompromise, and is said to be another certificate now" + stays;
  }
  if (kept.certificate.empty() || !told.certificate.empty()) return {};
  return std::string("it has a certificate, and is said to be ") + now->word + " now" +
         (before && before->meaning == Meaning::revoked ? ": it stays revoked" : "");
}

}  // namespace pkit::gateways
