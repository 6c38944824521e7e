// A request as it travels to a gate: {version, operation, requestId, time, options, files, secrets, proof}, written by
// --via and read by pkit gate. gate-request.schema.json describes it to others.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.h"
#include "decision/proof.h"
#include "gate/signatory.h"
#include "home/operation.h"

namespace pkit {

/// What a command says to the other side, by the keys of its operation's inputs.
struct Wire {
  Value options = Value::map();              // a text, a list of texts where the input may be repeated, or true
  std::map<std::string, std::string> files;  // the content of documents, and of "cert", whose key signs the request
  std::map<std::string, std::shared_ptr<Secret>> secrets;

  std::string text_of(const char* name) const { return options.text_or(name); }
  std::optional<std::string> file_of(const char* name) const;
};
/// What was given of a request of this operation; `signatory` is whose certificate goes with it, null where the request
/// is not signed.
Wire wire_of(const Operation& operation, void* request, const Signatory* signatory);

/// The octets that a request may have.
inline constexpr std::size_t kLongestRequest = 1 << 20;

struct GateRequest {
  std::string operation, request_id;
  Time time = 0;
  Wire wire;
  std::optional<Proof> proof;
};

/// The request without proof: what a proof signs is its canonical JSON.
Value unsigned_request(const GateRequest& request);
/// The proof of a request: its signature by that key.
Proof sign_request(const Signatory& signatory, const GateRequest& request);

/// Strict: Error{input "json.*" | "gate.*"} lists every member that is missing, unknown or not of its kind. Of what an
/// operation takes as its options, only their kind is judged here.
GateRequest parse_gate_request(const std::string& text);

/// Does what was asked for, as the operation is asked everywhere.
Outcome answer_request(Session& session, const Operation& operation, const GateRequest& request);

}  // namespace pkit
