#include "pkit/then.h"

#include <unistd.h>

#include "adapter/process.h"

namespace pkit::app {

namespace {

constexpr adapter::ProcessLimits kLimits = {.time = 60'000};

}  // namespace

void declare_then(Options& options, std::string& program) {
  options.file("--then", "PROGRAM", "run this program when new files are in place", program);
}

void require_program(const std::string& program) {
  if (program.empty()) return;
  if (program.front() != '/')
    throw Error(Kind::usage, "then.program", "--then: '" + printable(program) + "' is not an absolute path");
  if (::access(program.c_str(), X_OK) != 0)
    throw Error(Kind::usage, "then.program", "--then: " + printable(program) + " cannot be run");
}

void run_then(Context& context, const std::string& program, const std::string& files, Outcome& outcome) {
  if (program.empty()) return;
  const std::vector<std::string> environment{"PKIT_CERTIFICATE=" + absolute_path(files).string(),
                                             "PKIT_SERIAL=" + outcome.data["certificate"].text_or("serial")};
  const adapter::ProcessResult result = adapter::run_process(program, {}, "/", "", kLimits, context.world, environment);
  if (result.end == adapter::ProcessResult::End::exited && result.status == 0) return;
  const std::string said = result.errors.empty() ? "" : ": " + result.errors;
  outcome.warnings.push_back("--then: " + program + " " + adapter::end_of(result, kLimits) + said);
}

}  // namespace pkit::app
