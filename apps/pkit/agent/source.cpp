#include "pkit/agent/source.h"

#include <unistd.h>

#include "adapter/adapter.h"
#include "adapter/process.h"
#include "base/json.h"
#include "x509/csr.h"
#include "x509/pem.h"
#include "x509/private_key.h"

namespace pkit::app {

namespace {

constexpr std::size_t kLargestFile = 256 << 10;
constexpr Duration kProgramLimit = 30'000;

ClientParameters parameters_of(const Value& map, const std::string& name) {
  ClientParameters parameters;
  if (map.is_null()) return parameters;
  if (!map.is_map()) throw Error(Kind::input, "agent.parameters", name + " is no map of texts");
  for (const auto& [key, value] : map.members()) {
    if (!value.is_text()) throw Error(Kind::input, "agent.parameters", name + ": " + printable(key) + " is no text");
    parameters.emplace_back(key, value.as_text());
  }
  return parameters;
}

[[noreturn]] void program_failed(const std::string& program, const std::string& why) {
  throw Error(Kind::config, "agent.program", program + ": " + why, "man pkit-agent-register");
}

std::string failure_of(const adapter::ProcessResult& result) {
  using End = adapter::ProcessResult::End;
  if (result.end == End::exited) return result.status == 0 ? "" : "exit status " + std::to_string(result.status);
  if (result.end == End::timed_out) return "timed out after 30s";
  return result.end == End::not_started ? "it cannot be started" : "it ended badly, or answered too much";
}

Value ask_program(const std::string& program, const Value& question, const World& world) {
  const Path file = absolute_path(program);
  require_trusted(file, ::geteuid());
  const adapter::ProcessResult result = adapter::run_process(file, {}, file.parent_path(), to_json(question) + "\n",
                                                             {.time = kProgramLimit, .output = kLargestFile}, world);
  if (const std::string why = failure_of(result); !why.empty()) {
    adapter::Answer told;
    told.failure = why;
    told.errors = result.errors;
    program_failed(program, adapter::told_failure(told));
  }
  Value answer;
  if (const std::string why = adapter::read_answer(result.output, answer); !why.empty()) program_failed(program, why);
  if (!answer.is_map() || !(answer["CSR"].is_null() || answer["CSR"].is_text()))
    program_failed(program, "its answer is not {\"CSR\": a text or null, \"ClientParameters\": {}}");
  for (const auto& [key, value] : answer.members())
    if (key != "CSR" && key != "ClientParameters" && !key.starts_with("x-"))
      program_failed(program, "its answer has an unknown key '" + printable(key) + "'");
  return answer;
}

}  // namespace

void require_source(const AgentSource& source) {
  const bool asked = !source.csr.empty() || !source.program.empty();
  if (!source.csr.empty() && source.csr_key.empty())
    throw Error(Kind::usage, "option.combination", "--csr needs --csr-key, the key that it is over");
  if (!source.csr_key.empty() && !asked)
    throw Error(Kind::usage, "option.combination", "--csr-key goes with --csr or --program");
}

TakenIn take(const AgentSource& source, const Value& agent, bool wants, const World& world) {
  TakenIn given;
  if (!source.parameters.empty())
    given.parameters =
        parameters_of(parse_json(read_file(source.parameters, kLargestFile), source.parameters), source.parameters);
  if (wants && !source.csr.empty()) {
    given.csr = read_file(source.csr, kLargestFile);
    given.csr_name = source.csr;
  }
  if (source.program.empty()) return given;
  Value question = agent;
  question.set("wantsCSR", wants);
  const Value answer = ask_program(source.program, question, world);
  for (auto& pair : parameters_of(answer["ClientParameters"], source.program))
    given.parameters.push_back(std::move(pair));
  if (!wants || !answer["CSR"].is_text()) return given;
  if (given.csr || source.csr_key.empty())
    program_failed(source.program, given.csr ? "it answers a CSR, and --csr names one"
                                             : "it answers a CSR, whose key --csr-key must name");
  given.csr = answer["CSR"].as_text();
  given.csr_name = source.program + ": CSR";
  return given;
}

std::pair<std::string, std::string> own_request(const AgentSource& source, const TakenIn& given) {
  const Path file = absolute_path(source.csr_key);
  require_secret(file, ::geteuid());
  const x509::PrivateKey key = x509::PrivateKey::read(read_file(file, kLargestFile), {}, source.csr_key);
  x509::ExaminedCsr examined = x509::examine_csr_file(*given.csr, "");
  if (!examined.faults.empty() || !examined.csr) throw error_of(given.csr_name, std::move(examined.faults));
  if (examined.csr->key.key_id() != key.public_key().key_id())
    throw Error(Kind::input, "agent.csr", given.csr_name + " is over another key than " + source.csr_key);
  return {std::string(key.to_pem(Secret()).reveal()), x509::write_pem("CERTIFICATE REQUEST", examined.csr->der)};
}

}  // namespace pkit::app
