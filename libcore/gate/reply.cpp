#include "gate/reply.h"

#include <algorithm>

#include "base/json.h"
#include "gate/shapes.h"
#include "home/envelope.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr TreeLimits kReplyLimits{.bytes = 4 << 20, .depth = 32, .nodes = 10'000};

/// The member at `path`, with the maps on the way to it.
void pick(const Value& from, const std::string& path, Value& into) {
  const Value* found = from.at_path(path);
  if (!found) return;
  const std::size_t dot = path.find('.');
  if (dot == std::string::npos) {
    into.set(path, *found);
    return;
  }
  const std::string first = path.substr(0, dot);
  Value inner = into[first].is_map() ? into[first] : Value::map();
  pick(from[first], path.substr(dot + 1), inner);
  into.set(first, std::move(inner));
}

/// Only a decision says something of what is stored; any other end says nothing but its error.
bool is_decision(const Outcome& outcome) {
  return !outcome.error || outcome.error->kind() == Kind::denied || outcome.error->kind() == Kind::pending;
}

bool is_ours(const Error& error) {
  return error.kind() == Kind::internal || error.kind() == Kind::state || error.kind() == Kind::config;
}

Error without_what_is_ours(const Error& error) {
  if (!is_ours(error)) return error;
  return Error(error.kind(), error.code(), "the certification authority cannot do this now",
               "try again later, or tell its operator this code: " + error.code());
}

Outcome for_caller(const Operation* operation, const Outcome& outcome) {
  Outcome seen;
  seen.warnings = outcome.warnings;
  if (outcome.error) seen.error = without_what_is_ours(*outcome.error);
  if (operation && is_decision(outcome))
    for (const char* path : operation->reply) pick(outcome.data, path, seen.data);
  return seen;
}

[[noreturn]] void no_reply(const std::string& why) {
  throw Error(Kind::input, "gate.reply", "the gate's reply " + why, "what --via runs must be a pkit gate");
}

/// A newer gate may say more.
void require_form(const Value& reply) {
  const std::vector<Flaw> flaws = flaws_in(reply, shape::gate_reply, "", {.others = Others::taken});
  if (!flaws.empty()) no_reply("is not one: " + flaws.front().what);
}

std::vector<Fault> details_of(const Value& error, Kind kind) {
  std::vector<Fault> details;
  for (const Value& item : error["details"].items())
    details.push_back(
        {kind, item.text_or("code"), item.text_or("where"), item.text_or("message"), item.text_or("hint")});
  return details;
}

std::optional<Error> error_in(const Value& reply) {
  const Value& error = reply["error"];
  if ((reply["exit"].as_int() == 0) != error.is_null()) no_reply("contradicts itself");
  if (error.is_null()) return std::nullopt;
  const Kind kind = static_cast<Kind>(reply["exit"].as_int());
  return Error(kind, error.text_or("code"), error.text_or("message"), error.text_or("hint"), details_of(error, kind));
}

/// A request that the gate could not read has neither operation nor id in its reply, which is an error.
void require_ours(const Value& reply, bool failed, const std::string& operation, const std::string& request_id) {
  const bool ours = reply.text_or("requestId") == request_id && reply.text_or("operation") == operation;
  const bool unread = failed && reply["requestId"].is_null() && reply["operation"].is_null();
  if (!ours && !unread) no_reply("is not to this request");
}

Bytes certificate_in(const Value& text) {
  if (!text.is_text()) no_reply("has a certificate that is no text");
  return x509::one_document(text.as_text(), {"CERTIFICATE"}, "the gate's reply");
}

}  // namespace

std::string gate_reply(const Operation* operation, const std::string& request_id, const Outcome& outcome) {
  const Outcome seen = for_caller(operation, outcome);
  Value reply = envelope(operation ? operation->name : "", seen);
  reply.set("exit", outcome.exit());
  reply.set("requestId", request_id.empty() ? Value() : Value(request_id));
  Value chain = Value::list();
  for (const Bytes& certificate : outcome.chain) chain.push(x509::write_pem("CERTIFICATE", certificate));
  reply.set("chain", outcome.error ? Value::list() : std::move(chain));
  return to_json(reply) + "\n";
}

Outcome parse_gate_reply(const std::string& text, const Operation& operation, const std::string& request_id) {
  const Value reply = parse_json(text, "the gate's reply", kReplyLimits);
  require_form(reply);
  Outcome outcome;
  outcome.error = error_in(reply);
  require_ours(reply, outcome.error.has_value(), operation.name, request_id);
  if (reply["ok"].as_bool() == outcome.error.has_value()) no_reply("contradicts itself");
  if (reply["data"].is_map()) outcome.data = reply["data"];
  for (const Value& warning : reply["warnings"].items()) outcome.warnings.push_back(warning.as_text());
  if (outcome.error) return outcome;
  if (operation.granted && !operation.granted(outcome.data)) no_reply("has exit 0 and no approval");
  if (const Value& told = outcome.data["certificate"]; !told.is_null())
    outcome.certificate = certificate_in(told["pem"]);
  for (const Value& issuer : reply["chain"].items()) outcome.chain.push_back(certificate_in(issuer));
  return outcome;
}

}  // namespace pkit
