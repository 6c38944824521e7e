// Adapters: where foreign code lives. One envelope in, one JSON answer out.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapter/process.h"
#include "base/value.h"
#include "config/fields.h"

namespace pkit::adapter {

/// One adapter as configured: `adapters: cmdb: {exec: [adapters/cmdb, --site, hq], timeout: 5s, dry_run: true, config:
/// {..}}`. Each kind (kinds.h) comes down to a program that is run.
struct Adapter {
  std::string name;
  Path program;  // absolute
  std::vector<std::string> arguments;
  ProcessLimits limits;
  bool dry_run = false;  // may be called in a dry run
  Value config = Value::map();
  Position at;
};
using Adapters = std::map<std::string, Adapter>;

extern const std::vector<config::Field> kAdapterFields;
/// Reads the `adapters:` section. Relative files are relative to `home`. A program, library or certificate that is
/// missing or writable by anyone but `uid` or root is a fault, and a secret that others can read (stat only; nothing is
/// executed or opened).
Adapters read_adapters(const Value& section, const Path& home, uid_t uid, config::Faults& faults);

/// What an answer may have, where a call does not say otherwise.
inline constexpr std::size_t kAnswerLimit = 64 << 10;

struct Call {
  std::string procedure;
  Value parameter;  // the one element of "parameters"
  std::string request_id;
  int attempt = 1;
  bool dry_run = false;
  std::size_t answer = kAnswerLimit;  // bytes that it may have, at most the limits.output of the adapter
};

struct Answer {
  bool ok = false;
  Value value;          // the answer, where ok
  std::string raw;      // stdout as received: at most 64 KiB of it, as storable() text
  std::string failure;  // why not ok: "timed out after 5s", "exit status 1", "killed by signal 11", "answer is not
                        // JSON: ...", ...
  std::string errors;   // the child's stderr, escaped
  Duration took = 0;
};

/// Why a call failed, with the last line that the program wrote to stderr, where it wrote any: most say there why they
/// ended.
std::string told_failure(const Answer& answer);

/// Calls one procedure. Anything but exit 0 with one JSON document of at most `call.answer` bytes within the limits is
/// not ok. Never throws for what the child does. `now` (wall clock) makes the envelope's deadline.
Answer call(const Adapter& adapter, const Path& home, const Call& call, const World& world);
/// What call() writes to the adapter's standard input: one line of JSON.
std::string envelope(const Adapter& adapter, const Path& home, const Call& call, Time now);
/// The call failed if this is not empty: `answer` is one JSON document within the limits, or this says why not.
std::string read_answer(const std::string& text, Value& answer, std::size_t limit = kAnswerLimit);

/// Who answers the calls of adapters: their programs, or a record of what they answered before.
using Ask = std::function<Answer(const Adapter&, const Call&)>;
/// call() in `home`; both outlive it.
Ask ask_programs(const Path& home, const World& world);

}  // namespace pkit::adapter
