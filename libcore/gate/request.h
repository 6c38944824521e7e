// A request as it travels to a gate: {version, operation, requestId, time, options, files, secrets, proof}, written by
// --via and read by pkit gate. gate-request.schema.json describes it to others.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.h"
#include "decision/proof.h"

namespace pkit {

/// What a command says to the other side: long option names in lowerCamelCase, files with their content.
struct Wire {
  Value options = Value::map();              // text, or a list of texts where the option may be repeated
  std::map<std::string, std::string> files;  // option -> content

  /// Sets what is not empty: an option that was not given is absent.
  void text(const char* name, const std::string& value);
  void texts(const char* name, const std::vector<std::string>& values);

  std::string text_of(const char* name) const { return options.text_or(name); }
  std::vector<std::string> texts_of(const char* name) const;
  std::optional<std::string> file_of(const char* name) const;
};

struct GateRequest {
  std::string operation, request_id;
  Time time = 0;
  Wire wire;
  std::optional<Proof> proof;
};

/// The request without proof: what a proof signs is its canonical JSON.
Value unsigned_request(const GateRequest& request);

/// An option of an operation that may come through a gate.
struct GateField {
  const char* name;
  bool repeated = false;
};
struct GateOperation;

/// Strict: Error{input "json.*" | "gate.*"} lists every member that is missing, unknown or not of its kind. Of what an
/// operation takes as its options, only that they are texts is judged here.
GateRequest parse_gate_request(const std::string& text);

}  // namespace pkit
