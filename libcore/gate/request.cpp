#include "gate/request.h"

#include <algorithm>

#include "base/json.h"
#include "gate/operations.h"
#include "x509/certificate.h"

namespace pkit {

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kLongestRequestId = 256;

/// "2026-11-21T10:00:00.123Z": two requests of one second are two.
std::string print_instant(Time time) {
  std::string text = print_time(time);
  const std::string milliseconds = std::to_string(1000 + time % 1000);
  text.insert(text.size() - 1, "." + milliseconds.substr(1));
  return text;
}

/// Reads the members of one request and keeps what is wrong with each.
class GateReader {
 public:
  explicit GateReader(const Value& root) : root_(root) {}

  void fault(const std::string& where, const std::string& what, const char* code = "gate.field") {
    faults_.push_back({Kind::input, code, printable(where), what, ""});
  }

  /// The member, where it is there and of this type.
  const Value* member(const char* name, Value::Type type, bool required) {
    const Value* value = root_.find(name);
    if (!value || value->is_null()) {
      if (required) fault(name, "is missing");
      return nullptr;
    }
    if (value->type() == type) return value;
    fault(name, std::string("is of type ") + Value::name(value->type()) + ", not " + Value::name(type));
    return nullptr;
  }

  std::string text(const char* name) {
    const Value* value = member(name, Value::Type::text, true);
    return value ? value->as_text() : std::string();
  }

  /// The content of a base64 text.
  std::optional<Bytes> octets(const std::string& where, const Value& value) {
    std::optional<Bytes> content = value.is_text() ? from_base64(value.as_text()) : std::nullopt;
    if (!content || content->empty()) fault(where, "is not base64 (RFC 4648, section 4)");
    return content;
  }

  void refuse_unknown(const Value& map, const std::string& where, const std::vector<std::string>& known) {
    for (const auto& [name, value] : map.members())
      if (std::find(known.begin(), known.end(), name) == known.end()) fault(where + name, "is unknown");
  }

  void finish() const {
    if (!faults_.empty()) throw error_of("request", faults_);
  }

 private:
  const Value& root_;
  std::vector<Fault> faults_;
};

bool is_text_list(const Value& value) {
  return value.is_list() &&
         std::all_of(value.items().begin(), value.items().end(), [](const Value& item) { return item.is_text(); });
}

void read_options(GateReader& reader, const GateOperation& operation, GateRequest& request) {
  const Value* options = reader.member("options", Value::Type::map, true);
  if (!options) return;
  std::vector<std::string> known;
  for (const GateField& field : operation.options) {
    known.emplace_back(field.name);
    const Value* value = options->find(field.name);
    if (!value) continue;
    if (field.repeated ? !is_text_list(*value) : !value->is_text())
      reader.fault(std::string("options.") + field.name, field.repeated ? "is no list of texts" : "is no text");
  }
  reader.refuse_unknown(*options, "options.", known);
  request.wire.options = *options;
}

void read_files(GateReader& reader, const GateOperation& operation, GateRequest& request) {
  const Value* files = reader.member("files", Value::Type::map, false);
  if (!files) return;
  reader.refuse_unknown(*files, "files.", {operation.files.begin(), operation.files.end()});
  for (const auto& [name, value] : files->members())
    if (const auto content = reader.octets("files." + name, value)) request.wire.files[name] = as_text(*content);
}

void read_proof(GateReader& reader, const Value& root, GateRequest& request) {
  const Value* proof = reader.member("proof", Value::Type::map, false);
  if (!proof) return;
  reader.refuse_unknown(*proof, "proof.", {"signature"});
  const auto signature = reader.octets("proof.signature", (*proof)["signature"]);
  const auto certificate = request.wire.file_of("cert");
  if (!certificate) reader.fault("files", "has no cert, whose key the proof is by");
  reader.finish();
  Value signed_part = root;
  signed_part.erase("proof");
  request.proof = Proof{canonical_json(signed_part), request.time,
                        x509::parse_certificate_file(*certificate, "files.cert").der, *signature};
}

const GateOperation& read_operation(GateReader& reader, const Value& root) {
  const Value* version = reader.member("version", Value::Type::integer, true);
  if (version && version->as_int() != kVersion)
    throw Error(Kind::input, "gate.version",
                "the request is of version " + std::to_string(version->as_int()) + ", and this gate speaks version 1");
  const std::string name = root.text_or("operation");
  if (const GateOperation* operation = find_gate_operation(name)) return *operation;
  throw Error(Kind::input, "gate.operation", "'" + printable(name) + "' cannot be had through a gate",
              "there is " + gate_operation_names());
}

}  // namespace

void Wire::text(const char* name, const std::string& value) {
  if (!value.empty()) options.set(name, value);
}

void Wire::texts(const char* name, const std::vector<std::string>& values) {
  if (!values.empty()) options.set(name, Value::list(values));
}

std::vector<std::string> Wire::texts_of(const char* name) const {
  std::vector<std::string> texts;
  const Value& value = options[name];
  if (value.is_list())
    for (const Value& item : value.items()) texts.push_back(item.as_text());
  return texts;
}

std::optional<std::string> Wire::file_of(const char* name) const {
  const auto file = files.find(name);
  return file == files.end() ? std::nullopt : std::optional(file->second);
}

Value unsigned_request(const GateRequest& request) {
  Value files = Value::map();
  for (const auto& [name, content] : request.wire.files) files.set(name, to_base64(as_bytes(content)));
  return Value::map({{"version", kVersion},
                     {"operation", request.operation},
                     {"requestId", request.request_id},
                     {"time", print_instant(request.time)},
                     {"options", request.wire.options},
                     {"files", std::move(files)}});
}

GateRequest parse_gate_request(const std::string& text) {
  const Value root = parse_json(text, "request");
  if (!root.is_map()) throw Error(Kind::input, "gate.field", "the request is no object");
  GateReader reader(root);
  const GateOperation& operation = read_operation(reader, root);
  GateRequest request;
  request.operation = operation.name;
  request.request_id = reader.text("requestId");
  if (request.request_id.empty() || request.request_id.size() > kLongestRequestId)
    reader.fault("requestId", "is not 1 to 256 bytes long");
  if (const auto time = parse_time(reader.text("time")))
    request.time = *time;
  else
    reader.fault("time", "is no time (RFC 3339)");
  reader.refuse_unknown(root, "",
                        {"version", "operation", "requestId", "time", "options", "files", "secrets", "proof"});
  read_options(reader, operation, request);
  read_files(reader, operation, request);
  if (const Value* secrets = reader.member("secrets", Value::Type::map, false))
    reader.refuse_unknown(*secrets, "secrets.", {});
  read_proof(reader, root, request);
  reader.finish();
  return request;
}

}  // namespace pkit
