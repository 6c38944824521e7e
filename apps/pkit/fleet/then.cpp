#include "pkit/fleet/then.h"

#include <unistd.h>

#include "adapter/process.h"
#include "base/file.h"

namespace pkit::app {

namespace {

constexpr adapter::ProcessLimits kLimits = {.time = 60'000};

/// Is there from before files are put in place until the program that is to learn of them has ended.
Path mark_beside(const std::string& files) {
  const Path place = absolute_path(files);
  const Path target = place.has_filename() ? place : place.parent_path();
  return target.parent_path() / ("." + target.filename().string() + ".pkit-then");
}

void run_then(Context& context, const std::string& program, const std::string& files, const std::string& serial,
              Outcome& outcome) {
  const std::vector<std::string> environment{"PKIT_CERTIFICATE=" + absolute_path(files).string(),
                                             "PKIT_SERIAL=" + serial};
  const adapter::ProcessResult result = adapter::run_process(program, {}, "/", "", kLimits, context.world, environment);
  if (result.end == adapter::ProcessResult::End::exited && result.status == 0) return;
  const std::string said = result.errors.empty() ? "" : ": " + result.errors;
  outcome.warnings.push_back("--then: " + program + " " + adapter::end_of(result, kLimits) + said);
}

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

bool holds_now(const std::string& file, const std::string& content) {
  return std::filesystem::is_regular_file(file) && read_file(file, 1 << 20) == content;
}

void put_then(Context& context, const std::string& program, const std::string& files, Outcome& outcome,
              const std::function<bool()>& put) {
  if (program.empty() || files.empty() || outcome.certificate.empty()) {
    put();
    return;
  }
  const Path mark = mark_beside(files);
  const std::string serial = outcome.data["certificate"].text_or("serial");
  const bool stood = std::filesystem::exists(mark);
  replace_file(mark, as_bytes(serial), Mode::shared);
  if (put() || stood) run_then(context, program, files, serial, outcome);
  std::filesystem::remove(mark);
}

}  // namespace pkit::app
