#include "gate/shapes.h"

#include "home/envelope.h"
#include "view/shapes.h"

namespace pkit {

namespace {

bool is_time(std::string_view text) { return parse_time(text).has_value(); }

constexpr std::int64_t kLastExit = static_cast<std::int64_t>(Kind::config);

constexpr Shape kRequestId = {.type = Shape::Type::text, .called = "a text of 1 to 256 bytes", .least = 1, .most = 256};
constexpr Shape kTime = {.type = Shape::Type::text,
                         .called = "a time (RFC 3339)",
                         .help = "RFC 3339",
                         .pattern = "^\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)$",
                         .is = is_time};
constexpr Shape kContents = names_to(shape::base64);
constexpr Field kProofFields[] = {{.key = "signature", .type = shape::base64, .required = true}};
constexpr Shape kProof = map_of(kProofFields);
constexpr Field kRequestFields[] = {
    {.key = "version", .type = FieldType::integer, .required = true, .least = 1, .most = 1},
    {.key = "operation", .type = FieldType::word, .required = true},
    {.key = "requestId", .type = kRequestId, .required = true},
    {.key = "time", .type = kTime, .required = true},
    {.key = "options", .type = FieldType::map, .required = true},
    {.key = "files", .type = kContents},
    {.key = "secrets", .type = kContents},
    {.key = "proof", .type = kProof},
};

constexpr const Shape* kWordOrNull[] = {&FieldType::word, &FieldType::null};
constexpr Shape kPerhaps = either_of(kWordOrNull);
constexpr const Shape* kDataOrNull[] = {&FieldType::map, &FieldType::null};
constexpr Shape kData = either_of(kDataOrNull);
constexpr Shape kChain = list_of(shape::pem);
constexpr Field kReplyFields[] = {
    {.key = "version", .type = FieldType::integer, .required = true, .least = 1, .most = 1},
    {.key = "ok", .type = FieldType::boolean, .required = true},
    {.key = "exit", .type = FieldType::integer, .required = true, .least = 0, .most = kLastExit},
    {.key = "operation", .type = kPerhaps, .required = true},
    {.key = "requestId", .type = kPerhaps, .required = true},
    {.key = "data", .type = kData, .required = true},
    {.key = "warnings", .type = shape::warnings, .required = true},
    {.key = "error", .type = shape::error_or_null, .required = true},
    {.key = "chain", .type = kChain, .required = true},
};

const char* group_of(const Input& input) {
  if (input.kind == Input::Kind::secret) return "secrets";
  return input.kind == Input::Kind::document ? "files" : "options";
}

}  // namespace

namespace shape {

constinit const Shape gate_request = map_of(kRequestFields);
constinit const Shape gate_reply = map_of(kReplyFields);

}  // namespace shape

TravellingFields::TravellingFields(const Operation& operation) {
  groups_ = {{"options", {}}, {"files", {}}, {"secrets", {}}};
  for (const Input& input : operation.inputs)
    if (!input.local) keys_.push_back(input.key());
  const bool adds_certificate = operation.proof && !operation.inputs.find("cert");
  if (adds_certificate) keys_.emplace_back("cert");
  auto key = keys_.begin();
  for (const Input& input : operation.inputs)
    if (!input.local) groups_[group_of(input)].push_back({.key = (key++)->c_str(), .type = input.type()});
  if (adds_certificate) groups_["files"].push_back({.key = "cert", .type = FieldType::text});
}

}  // namespace pkit
