// The `adapters:` section, and one call: an envelope in, one JSON document out, anything else a failure.
#include "adapter/adapter.h"

#include <sys/stat.h>

#include <cstring>

#include "base/json.h"

namespace pkit::adapter {

using config::Field;
using config::FieldType;

namespace {

constexpr std::size_t kAnswerLimit = 64 << 10;
constexpr Duration kDefaultTime = 10'000, kLeastTime = 100, kMostTime = 10 * 60'000;

/// A dot would split "call: adapter.procedure" elsewhere.
bool valid_name(const std::string& name) {
  const auto allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !name.empty() && name.size() <= 64 && name.find_first_not_of(allowed) == std::string::npos;
}

Path resolve(const Path& home, const std::string& word) { return (home / word).lexically_normal(); }

bool is_regular(const Path& path, struct stat& info) { return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode); }

/// Whoever can write the file decides what it does.
void check_writers(const Path& path, uid_t uid, Position at, config::Faults& faults) {
  try {
    require_trusted(path, uid);
  } catch (const Error& error) {
    faults.add(at, "adapter.writable", error.what(), error.hint());
  }
}

void check_program(const Adapter& adapter, uid_t uid, Position at, config::Faults& faults) {
  struct stat info {};
  const std::string name = "adapter program " + adapter.program.string();
  if (!is_regular(adapter.program, info)) {
    faults.add(at, "adapter.program", name + " is not a file", "absolute, or relative to the home");
  } else if ((info.st_mode & 0111) == 0) {
    faults.add(at, "adapter.program", name + " is not executable", "chmod +x " + adapter.program.string());
  } else {
    check_writers(adapter.program, uid, at, faults);
  }
}

/// Behind an interpreter the program is an argument: any that names a file is held to the same rule.
void check_arguments(const Adapter& adapter, const Path& home, uid_t uid, Position at, config::Faults& faults) {
  for (const std::string& argument : adapter.arguments) {
    struct stat info {};
    const Path path = resolve(home, argument);
    if (is_regular(path, info)) check_writers(path, uid, at, faults);
  }
}

Adapter read_adapter(const std::string& name, const Value& value, const Path& home, uid_t uid, config::Faults& faults) {
  const config::Section section(value, "adapters." + name, kAdapterFields, faults);
  Adapter adapter;
  adapter.name = name;
  adapter.at = section.at();
  adapter.limits.time = section.duration("timeout", kDefaultTime);
  adapter.dry_run = section.boolean("dry_run", false);
  if (section.value("config").is_map()) adapter.config = section.value("config");
  const std::vector<std::string> words = section.texts("exec");
  const Position at = section.at("exec");
  if (words.empty() || words[0].empty()) {
    if (section.value("exec").is_list())
      faults.add(at, "adapter.program", "exec names no program", "[PROGRAM, ARG...]");
    return adapter;
  }
  adapter.program = resolve(home, words[0]);
  adapter.arguments.assign(words.begin() + 1, words.end());
  check_program(adapter, uid, at, faults);
  check_arguments(adapter, home, uid, at, faults);
  return adapter;
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
  if (result.output.size() > kAnswerLimit) return "answer is larger than " + std::to_string(kAnswerLimit) + " bytes";
  return {};
}

void read_answer(Answer& answer) {
  try {
    answer.value = parse_json(answer.raw, "answer", TreeLimits{.bytes = kAnswerLimit});
    answer.ok = true;
  } catch (const Error& error) {
    answer.failure = std::string("answer is not JSON: ") + error.what();
  }
}

}  // namespace

const std::vector<Field> kAdapterFields = {
    {.key = "exec",
     .type = FieldType::text_list,
     .required = true,
     .help = "program (absolute, or relative to the home) and its arguments; no shell"},
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

Answer call(const Adapter& adapter, const Path& home, const Call& call, const World& world) {
  const std::string input = envelope(adapter, home, call, world.now());
  ProcessResult result = run_process(adapter.program, adapter.arguments, home, input, adapter.limits, world);
  Answer answer;
  answer.took = result.took;
  answer.errors = std::move(result.errors);
  answer.failure = failure_of(result, adapter.limits);
  answer.raw = std::move(result.output);
  if (answer.raw.size() > kAnswerLimit) answer.raw.resize(kAnswerLimit);
  if (answer.failure.empty()) read_answer(answer);
  answer.raw = storable(answer.raw);
  return answer;
}

}  // namespace pkit::adapter
