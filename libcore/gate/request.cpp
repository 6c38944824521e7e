#include "gate/request.h"

#include "base/json.h"
#include "gate/operations.h"
#include "gate/shapes.h"
#include "x509/certificate.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr std::int64_t kVersion = 1;

/// "2026-11-21T10:00:00.123Z": two requests of one second are two.
std::string print_instant(Time time) {
  std::string text = print_time(time);
  const std::string milliseconds = std::to_string(1000 + time % 1000);
  text.insert(text.size() - 1, "." + milliseconds.substr(1));
  return text;
}

void add(std::vector<Fault>& faults, const std::vector<Flaw>& flaws) {
  for (Fault& fault : as_faults(flaws, Kind::input, "gate.field")) faults.push_back(std::move(fault));
}

const Operation& operation_in(const Value& root) {
  const Value& version = root["version"];
  if (version.is_int() && version.as_int() != kVersion)
    throw Error(Kind::input, "gate.version",
                "the request is of version " + std::to_string(version.as_int()) + ", and this gate speaks version 1");
  const std::string name = root.text_or("operation");
  if (const Operation* operation = find_gate_operation(name)) return *operation;
  throw Error(Kind::input, "gate.operation", "'" + printable(name) + "' cannot be had through a gate",
              "there is " + gate_operation_names());
}

Bytes octets(const Value& base64) { return from_base64(base64.as_text()).value_or(Bytes()); }

void take_wire(const Value& root, Wire& wire) {
  wire.options = root["options"];
  if (root["files"].is_map())
    for (const auto& [name, content] : root["files"].members()) wire.files[name] = as_text(octets(content));
  if (!root["secrets"].is_map()) return;
  for (const auto& [name, content] : root["secrets"].members())
    wire.secrets[name] = std::make_shared<Secret>(std::string(as_text(octets(content))));
}

std::optional<Proof> take_proof(const Value& root, const GateRequest& request) {
  if (root["proof"].is_null()) return std::nullopt;
  Value signed_part = root;
  signed_part.erase("proof");
  return Proof{canonical_json(signed_part), request.time,
               x509::parse_certificate_file(*request.wire.file_of("cert"), "files.cert").der,
               octets(root["proof"]["signature"])};
}

}  // namespace

std::optional<std::string> Wire::file_of(const char* name) const {
  const auto file = files.find(name);
  return file == files.end() ? std::nullopt : std::optional(file->second);
}

Wire wire_of(const Operation& operation, void* request, const Signatory* signatory) {
  Wire wire;
  for (const Input& input : operation.inputs) {
    if (input.local) continue;
    if (input.secret) {
      if (const std::optional<Secret>& secret = input.secret(request))
        wire.secrets[input.key()] = std::make_shared<Secret>(std::string(secret->reveal()));
      continue;
    }
    const Value value = input.get(request);
    if (value.is_null()) continue;
    if (input.kind == Input::Kind::document)
      wire.files[input.key()] = value.as_text();
    else
      wire.options.set(input.key(), value);
  }
  if (signatory) wire.files["cert"] = x509::write_pem("CERTIFICATE", signatory->certificate.der);
  return wire;
}

Value unsigned_request(const GateRequest& request) {
  Value files = Value::map(), secrets = Value::map();
  for (const auto& [name, content] : request.wire.files) files.set(name, to_base64(as_bytes(content)));
  for (const auto& [name, secret] : request.wire.secrets) secrets.set(name, to_base64(as_bytes(secret->reveal())));
  Value message = Value::map({{"version", kVersion},
                              {"operation", request.operation},
                              {"requestId", request.request_id},
                              {"time", print_instant(request.time)},
                              {"options", request.wire.options},
                              {"files", std::move(files)}});
  if (!request.wire.secrets.empty()) message.set("secrets", std::move(secrets));
  return message;
}

Proof sign_request(const Signatory& signatory, const GateRequest& request) {
  Proof proof{canonical_json(unsigned_request(request)), request.time, signatory.certificate.der, {}};
  proof.signature = signatory.key.sign(proof_message(signatory.issuer_key_id, proof.request));
  return proof;
}

GateRequest parse_gate_request(const std::string& text) {
  const Value root = parse_json(text, "request");
  if (!root.is_map()) throw Error(Kind::input, "gate.field", "the request is not an object");
  const Operation& operation = operation_in(root);
  std::vector<Fault> faults;
  add(faults, flaws_in(root, shape::gate_request, ""));
  const TravellingFields fields(operation);
  for (const auto& [name, rows] : fields.groups())
    if (root[name].is_map()) add(faults, flaws_in(root[name], rows, name));
  if (root["proof"].is_map() && !root["files"]["cert"].is_text())
    faults.push_back({Kind::input, "gate.field", "files", "files has no cert, whose key the proof is by", ""});
  if (!faults.empty()) throw error_of("request", std::move(faults));
  GateRequest request;
  request.operation = operation.name;
  request.request_id = root.text_or("requestId");
  request.time = *parse_time(root.text_or("time"));
  take_wire(root, request.wire);
  request.proof = take_proof(root, request);
  return request;
}

Outcome answer_request(Session& session, const Operation& operation, const GateRequest& request) {
  const std::shared_ptr<void> asked = operation.make();
  for (const Input& input : operation.inputs) {
    const std::string key = input.key();
    if (input.secret) {
      if (const auto secret = request.wire.secrets.find(key); secret != request.wire.secrets.end())
        input.secret(asked.get()).emplace(std::string(secret->second->reveal()));
      continue;
    }
    if (input.kind == Input::Kind::document) {
      if (const auto file = request.wire.file_of(key.c_str())) input.put(asked.get(), *file);
      if (input.called) *input.called(asked.get()) = key;
    } else if (const Value& value = request.wire.options[key]; !value.is_null()) {
      put_option(input, asked.get(), value);
    }
  }
  operation.common(asked.get()).request_id = request.request_id;
  if (operation.proof) operation.proof(asked.get()) = request.proof;
  return operation.run(session, asked.get(), {});
}

}  // namespace pkit
