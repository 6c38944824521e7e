// What another CA says of a certificate (B6): the status scale is kept, and hostile data is a fault and not a record.
#include "gateways/record.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "gateways/status.h"

namespace pkit::gateways {

namespace {

constexpr Time kNow = 1'800'000'000'000;

Value told(const char* more) { return parse_json(std::string(R"({"CARequestID":"a")") + more + "}", "record"); }

}  // namespace

TEST_CASE("B6: the scale is EJBCA's, and what has ended is neither revoked nor unknown") {
  const struct {
    std::int64_t status;
    Time not_after;
    const char* state;
  } rows[] = {
      {10, 0, "waiting"},        {11, 0, "failed"},         {20, 0, "waiting"},    {30, 0, "waiting"},
      {40, kNow, "valid"},       {40, kNow - 1, "expired"}, {50, kNow, "revoked"}, {50, kNow - 1, "revoked"},
      {60, kNow + 1, "expired"}, {60, 0, "expired"},        {70, kNow, "valid"},   {80, 0, "waiting"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.status);
    store::GatewayRecord record;
    record.status = row.status;
    record.not_after = row.not_after;
    CHECK(std::string(state_word(state_of(record, kNow))) == row.state);
  }
  for (const std::int64_t none : {0, 12, 41, 90, -40}) CHECK(find_status(none) == nullptr);
}

TEST_CASE("T-B19: what is no record is a fault that says why") {
  const struct {
    const char* more;
    const char* fault;
  } rows[] = {
      {"", "it has no Status"},
      {R"(,"Status":90)", "its Status 90 is none of the scale"},
      {R"(,"Status":"40")", "record.Status must be an integer"},
      {R"(,"Status":30,"Sttus":1)", "record: unknown key 'Sttus'"},
      {R"(,"Status":30,"ProductID":"a\u001bb")", "its ProductID is no plain text of at most 256 bytes"},
      {R"(,"Status":30,"ProductID":"a\u202eb")", "its ProductID is no plain text of at most 256 bytes"},
      {R"(,"Status":50,"RevocationDate":"yesterday")", "its RevocationDate is no time"},
      {R"(,"Status":50,"RevocationReason":7)", "its RevocationReason 7 is none of RFC 5280 5.3.1"},
      {R"(,"Status":40,"Certificate":"AAAA")", "its certificate cannot be read: "},
      {R"(,"Fault":"no \u001b row")", "no \\x1b row"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.more);
    const ToldRecord read = read_record("corp", told(row.more), kNow);
    CHECK(!read.record);
    CHECK(read.fault.substr(0, std::string(row.fault).size()) == row.fault);
  }
  CHECK(read_record("corp", parse_json(R"({"Status":30})", "r"), kNow).fault == "it has no CARequestID");
  CHECK(read_record("corp", parse_json(R"({"CARequestID":"\u0007","Status":30})", "r"), kNow).ca_request_id == "\\x07");
}

TEST_CASE("B6, B-S17: a listing without bodies asks for each certificate by itself") {
  CHECK(read_record("corp", told(R"(,"Status":40)"), kNow).lacks_certificate);
  CHECK(read_record("corp", told(R"(,"Status":50)"), kNow).lacks_certificate);
  CHECK(!read_record("corp", told(R"(,"Status":30,"x-more":1)"), kNow).lacks_certificate);
}

TEST_CASE("B6: what was revoked stays revoked, but for a hold (RFC 5280 5.3.1)") {
  store::GatewayRecord revoked, valid;
  revoked.status = 50;
  valid.status = 40;
  CHECK(contradiction(revoked, valid) == "it was revoked, and is said to be GENERATED now: it stays revoked");
  CHECK(contradiction(revoked, revoked).empty());
  CHECK(contradiction(valid, revoked).empty());
  revoked.revocation_reason = "certificateHold";
  CHECK(contradiction(revoked, valid).empty());
  revoked.revocation_reason = "superseded";
  valid.certificate = {1};  // another certificate of the same request
  CHECK(contradiction(revoked, valid).empty());
}

TEST_CASE("B6: what has a certificate does not wait for one any more, and no reason is taken back") {
  const struct {
    std::int64_t before;
    const char* reason;
    std::int64_t after;
    const char* reason_after;
    Bytes certificate;  // kept is {1}
    const char* fault;
  } rows[] = {
      {40, "", 30, "", {}, "it has a certificate, and is said to be INPROCESS now"},
      {40, "", 11, "", {}, "it has a certificate, and is said to be FAILED now"},
      {50, "superseded", 30, "", {}, "it was revoked, and is said to be INPROCESS now: it stays revoked"},
      {50, "certificateHold", 11, "", {}, "it has a certificate, and is said to be FAILED now: it stays revoked"},
      {50, "certificateHold", 40, "", {1}, ""},
      {50, "certificateHold", 50, "keyCompromise", {1}, ""},
      {50,
       "keyCompromise",
       50,
       "certificateHold",
       {1},
       "it was revoked, and is said to be on hold now: it stays revoked"},
      {50, "keyCompromise", 50, "superseded", {1}, ""},
      {50, "keyCompromise", 40, "", {2}, "it was revoked, and is said to be GENERATED now: it stays revoked"},
      {50,
       "keyCompromise",
       50,
       "superseded",
       {2},
       "it was revoked as keyCompromise, and is said to be another certificate now: it stays revoked"},
      {30, "", 40, "", {1}, ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.after);
    store::GatewayRecord kept, told;
    kept.status = row.before;
    kept.revocation_reason = row.reason;
    if (row.before >= 40) kept.certificate = {1};
    told.status = row.after;
    told.revocation_reason = row.reason_after;
    told.certificate = row.certificate;
    CHECK(contradiction(kept, told) == row.fault);
  }
}

TEST_CASE("B6: what a CA leaves out is what was known") {
  store::GatewayRecord kept, told;
  kept.status = told.status = 50;
  kept.product = "server";
  kept.csr_sha256 = "aa";
  kept.key_id = "bb";
  kept.certificate = {1};
  kept.revoked_at = 7;
  kept.revocation_reason = "keyCompromise";
  const store::GatewayRecord whole = completed(kept, told);
  CHECK(compare(kept, whole) == Novelty::unchanged);
  CHECK(whole.csr_sha256 == "aa");
  CHECK(whole.key_id == "bb");
  told.status = 40;
  CHECK(completed(kept, told).revocation_reason.empty());
  told.status = 30;
  CHECK(completed(kept, told).certificate.empty());
  CHECK(completed(kept, told).key_id == "bb");
  CHECK(completed(std::nullopt, told).product.empty());
  // A key that is known to others stays so, whatever reason is told of it later; of another certificate nothing is
  // kept.
  kept.status = told.status = 50;
  kept.revocation_reason = "keyCompromise";
  told.revocation_reason = "superseded";
  told.certificate = kept.certificate;
  told.key_id = kept.key_id;
  CHECK(completed(kept, told).revocation_reason == "keyCompromise");
  told.key_id = "cc";
  told.certificate = {9};
  CHECK(completed(kept, told).revocation_reason == "superseded");
}

}  // namespace pkit::gateways
