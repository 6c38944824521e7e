// The `adapters:` section, and one call: an envelope in, one JSON document out, anything else a failure.
#include "adapter/adapter.h"

#include <cstring>

#include "adapter/kinds.h"
#include "base/json.h"

namespace pkit::adapter {

using config::Field;
using config::FieldType;

namespace {

constexpr Duration kDefaultTime = 10'000, kLeastTime = 100, kMostTime = 10 * 60'000;

/// A dot would split "call: adapter.procedure" elsewhere.
bool valid_name(const std::string& name) {
  const auto allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !name.empty() && name.size() <= 64 && name.find_first_not_of(allowed) == std::string::npos;
}

Adapter read_adapter(const std::string& name, const Value& value, const Path& home, uid_t uid, config::Faults& faults) {
  const config::Section section(value, "adapters." + name, kAdapterFields, faults);
  Adapter adapter;
  adapter.name = name;
  adapter.at = section.at();
  adapter.limits.time = section.duration("timeout", kDefaultTime);
  adapter.dry_run = section.boolean("dry_run", false);
  if (section.value("config").is_map()) adapter.config = section.value("config");
  if (value.is_map()) read_kind({section, home, uid}, value, adapter);
  return adapter;
}

/// Why this end of the process is no answer; empty where it may be one.
std::string failure_of(const ProcessResult& result, const ProcessLimits& limits) {
  using End = ProcessResult::End;
  switch (result.end) {
    case End::not_started:
      return std::string("could not be started: ") + std::strerror(result.status);
    case End::timed_out:
      return "timed out after " + print_duration(limits.time);
    case End::output_too_large:
      return "answer is larger than " + std::to_string(limits.output) + " bytes";
    case End::signalled:
      return "killed by signal " + std::to_string(result.status);
    case End::exited:
      break;
  }
  if (result.status != 0) return "exit status " + std::to_string(result.status);
  return {};
}

}  // namespace

const std::vector<Field> kAdapterFields = {
    {.key = "exec",
     .type = FieldType::text_list,
     .help = "program (absolute, or relative to the home) and its arguments; no shell"},
    {.key = "http", .type = FieldType::map, .help = "a web service that is sent the envelope by POST: url, ca, ..."},
    {.key = "plugin", .type = FieldType::text, .help = "shared library with the two functions of pkit-plugin.h"},
    {.key = "timeout",
     .type = FieldType::duration,
     .otherwise = "10s",
     .least = kLeastTime,
     .most = kMostTime,
     .help = "time limit of one call; then the program and all it started are killed"},
    {.key = "dry_run",
     .type = FieldType::boolean,
     .otherwise = "false",
     .help = "the program leaves no trace when the envelope says dryRun, so a dry run may call it"},
    {.key = "config", .type = FieldType::map, .help = "passed on in every envelope as it is"},
};

Adapters read_adapters(const Value& section, const Path& home, uid_t uid, config::Faults& faults) {
  Adapters adapters;
  if (section.is_null()) return adapters;
  if (!section.is_map()) {
    faults.add(section.at(), "config.type", std::string("adapters must be a map, not ") + Value::name(section.type()),
               "adapters: {NAME: {exec: [PROGRAM, ARG...]}}");
    return adapters;
  }
  for (const auto& [name, value] : section.members()) {
    if (!valid_name(name))
      faults.add(value.at(), "adapter.name", "adapter name '" + printable(name) + "' is not usable",
                 "letters, digits, _ and -, at most 64");
    adapters.emplace(name, read_adapter(name, value, home, uid, faults));
  }
  return adapters;
}

std::string told_failure(const Answer& answer) {
  const std::size_t newline = answer.errors.rfind('\n');
  const std::string line = answer.errors.substr(newline == std::string::npos ? 0 : newline + 1);
  return answer.failure + (line.empty() ? "" : ": " + line);
}

std::string envelope(const Adapter& adapter, const Path& home, const Call& call, Time now) {
  return to_json(Value::map({{"version", 1},
                             {"adapter", adapter.name},
                             {"procedure", call.procedure},
                             {"parameters", Value::List{call.parameter}},
                             {"config", adapter.config},
                             {"home", home.string()},
                             {"requestId", call.request_id},
                             {"attempt", call.attempt},
                             {"deadline", print_time(now + adapter.limits.time)},
                             {"dryRun", call.dry_run}}));
}

std::string read_answer(const std::string& text, Value& answer, std::size_t limit) {
  if (text.size() > limit) return "answer is larger than " + std::to_string(limit) + " bytes";
  try {
    answer = parse_json(text, "answer", TreeLimits{.bytes = limit});
  } catch (const Error& error) {
    return std::string("answer is not JSON: ") + error.what();
  }
  return {};
}

Answer call(const Adapter& adapter, const Path& home, const Call& call, const World& world) {
  const std::string input = envelope(adapter, home, call, world.now());
  ProcessResult result = run_process(adapter.program, adapter.arguments, home, input, adapter.limits, world);
  Answer answer;
  answer.took = result.took;
  answer.errors = std::move(result.errors);
  answer.failure = failure_of(result, adapter.limits);
  if (answer.failure.empty()) answer.failure = read_answer(result.output, answer.value, call.answer);
  answer.ok = answer.failure.empty();
  answer.raw = std::move(result.output);
  if (answer.raw.size() > kAnswerLimit) answer.raw.resize(kAnswerLimit);
  answer.raw = storable(answer.raw);
  return answer;
}

Ask ask_programs(const Path& home, const World& world) {
  return [&home, &world](const Adapter& adapter, const Call& one) { return call(adapter, home, one, world); };
}

}  // namespace pkit::adapter
