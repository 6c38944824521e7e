#include "agents/wire.h"

#include "base/json.h"
#include "certstores/view.h"
#include "digest/digest.h"

namespace pkit::agents {

namespace {

constexpr Shape kCertificateTexts = {
    .type = Shape::Type::list, .called = "a list", .most = 64, .each = &FieldType::text};
constexpr Field kUpdateItemFields[] = {
    {.key = "Alias", .type = FieldType::word, .required = true, .most = 1024},
    {.key = "PrivateKeyEntry", .type = FieldType::boolean, .required = true},
    {.key = "UseChainLevel", .type = FieldType::boolean},
    {.key = "ItemStatus", .type = FieldType::integer, .required = true, .least = 0, .most = 4},
    {.key = "Certificates", .type = kCertificateTexts, .required = true},
};
constexpr Shape kUpdateItem = map_of(kUpdateItemFields);
constexpr Shape kUpdateItems = {.type = Shape::Type::list, .called = "a list", .most = 10'000, .each = &kUpdateItem};

constexpr Shape kLocation = {.type = Shape::Type::text, .called = "a text", .most = kLongestLocation};
constexpr Shape kLocations = {
    .type = Shape::Type::list, .called = "a list", .most = kMostLocations, .each = &kLocation};

#define ABOUT_A_JOB                                                     \
  {.key = "SessionToken", .type = FieldType::word, .required = true}, { \
    .key = "JobId", .type = FieldType::word, .required = true           \
  }

constexpr Field kConfigureRows[] = {ABOUT_A_JOB};
constexpr Field kUpdateRows[] = {
    ABOUT_A_JOB,
    {.key = "Inventory", .type = kUpdateItems, .required = true},
};
constexpr Field kEnrolRows[] = {
    ABOUT_A_JOB,
    {.key = "CSRText", .type = FieldType::text, .required = true, .most = 65536},
    {.key = "PresentKeyProof", .type = FieldType::word, .most = 4096},
};
constexpr Field kCompletionRows[] = {
    ABOUT_A_JOB,
    {.key = "Status", .type = FieldType::integer, .required = true, .least = 0, .most = 4},
    {.key = "AuditId", .type = FieldType::integer, .required = true, .least = 0},
    {.key = "Message", .type = FieldType::text, .most = 65536},
    {.key = "Log", .type = FieldType::text, .most = 4 * kMostLog},
    {.key = "Locations", .type = kLocations},
    {.key = "Data", .type = FieldType::text, .most = kMostData},
};
#undef ABOUT_A_JOB

struct KeyRow {
  const char *word, *type;
  std::int64_t size;
};
constexpr KeyRow kKeys[] = {
    {"rsa-2048", "RSA", 2048}, {"rsa-3072", "RSA", 3072}, {"rsa-4096", "RSA", 4096},
    {"ec-p256", "ECC", 256},   {"ec-p384", "ECC", 384},   {"ec-p521", "ECC", 521},
};

constexpr std::string_view kPossession = "pkit-agent-enrol-v1";

}  // namespace

constinit const Fields kConfigureFields = kConfigureRows, kInventoryUpdateFields = kUpdateRows,
                       kEnrolFields = kEnrolRows, kCompletionFields = kCompletionRows;

Value read_message(const MessageRequest& request, const Fields& fields) {
  if (!request.message)
    throw Error(Kind::usage, "option.missing", "there is no message", "--request FILE, or - for standard input");
  Value message = parse_json(*request.message, request.message_name);
  std::vector<Flaw> flaws;
  if (!message.is_map())
    flaws.push_back({Flaw::Is::type, "", "the message must be a map", "", {}});
  else
    flaws = flaws_in(message, fields, "");
  if (!flaws.empty())
    throw Error(Kind::input, "agent.message", request.message_name + " is no such message of an agent", "",
                as_faults(flaws, Kind::input, "agent.message"));
  return message;
}

Bytes possession_message(const std::string& token, BytesView csr, const std::string& job) {
  Bytes message = to_bytes(kPossession);
  for (const digest::Digest& digest : {digest::sha256(token), digest::sha256(csr)})
    message.insert(message.end(), digest.begin(), digest.end());
  const BytesView id = as_bytes(job);
  message.insert(message.end(), id.begin(), id.end());
  const digest::Digest all = digest::sha256(message);
  return {all.begin(), all.end()};
}

bool says(const Value& yes) { return yes.is_bool() && yes.as_bool(); }

Value good_result() {
  return Value::map({{"Status", 1}, {"Error", Value::map({{"Code", 0}, {"CodeString", ""}, {"Message", ""}})}});
}

Value bad_result(const Error& error) {
  return Value::map({{"Status", 3},
                     {"Error", Value::map({{"Code", static_cast<int>(error.kind())},
                                           {"CodeString", error.code()},
                                           {"Message", error.what()}})}});
}

std::int64_t operation_number(store::JobOperation operation) {
  constexpr std::int64_t numbers[] = {0, 2, 3, 4};  // none, add, remove, create
  return numbers[static_cast<std::size_t>(operation)];
}

std::int64_t item_status_number(const std::string& word) {
  using certstores::ItemStatus;
  for (const ItemStatus status : {ItemStatus::added, ItemStatus::modified, ItemStatus::removed, ItemStatus::unchanged})
    if (word == certstores::item_status_word(status)) return 1 + static_cast<std::int64_t>(status);
  return 0;
}

std::int64_t status_number(store::JobResult result) {
  constexpr std::int64_t numbers[] = {0, 2, 3, 4};  // unknown, success, warning, failure
  return numbers[static_cast<std::size_t>(result)];
}

store::JobResult result_of(std::int64_t status) {
  constexpr std::int64_t success = 2, warning = 3;
  if (status == success) return store::JobResult::success;
  return status == warning ? store::JobResult::warning : store::JobResult::failure;
}

KeyWords key_words(const std::string& word) {
  for (const KeyRow& row : kKeys)
    if (word == row.word) return {row.type, row.size};
  return {word, 0};
}

std::string key_word(const KeyWords& words) {
  const std::string type = words.type == "ECDSA" ? "ECC" : words.type;
  for (const KeyRow& row : kKeys)
    if (type == row.type && words.size == row.size) return row.word;
  return words.size == 0 ? type : std::string();
}

std::string capability_of(const store::ScheduledJob& job, const std::string& store_type) {
  if (job.type == store::JobType::fetch_logs) return "Custom.FetchLogs";
  if (job.type == store::JobType::custom) return "Custom." + job.parameters.text_or("jobType");
  constexpr const char* words[] = {"Inventory", "Management", "Discovery", "Reenrollment"};
  return "CertStores." + store_type + "." + words[static_cast<std::size_t>(job.type)];
}

}  // namespace pkit::agents
