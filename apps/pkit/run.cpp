#include "pkit/run.h"

#include <fcntl.h>
#include <sys/prctl.h>

#include <csignal>

#include "pkit/commands.h"
#include "pkit/context.h"
#include "pkit/help.h"
#include "pkit/invocation.h"
#include "pkit/output.h"

namespace pkit::app {

namespace {

/// Without this a file that is opened later could become descriptor 1, and a result would be written into it. Input is
/// opened for writing and output for reading, so that using what was closed is an error and not silence.
void occupy_standard_descriptors() {
  for (int fd = 0; fd <= 2; ++fd)
    if (::fcntl(fd, F_GETFD) < 0) (void)::open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

/// What a process leaves where it crashes would hold CA keys, new keys and passphrases.
void leave_no_core_file() { ::prctl(PR_SET_DUMPABLE, 0); }

int execute(const Command& command, const std::vector<std::string>& words, Output& output) {
  Invocation invocation = parse_invocation(command, words);
  if (invocation.globals.help) return output.page(help_of(command));
  const World world = real_world();
  Context context{output, world, invocation.globals, command.needs};
  return invocation.run(context);
}

int dispatch(const std::vector<std::string>& words, Output& output, Io io) {
  if (words.empty()) {
    io.err << overview();
    return static_cast<int>(Kind::usage);
  }
  const std::string& first = words.front();
  if (first == "--version") return output.page(version_text());
  if (first == "--help" || first == "-h") return output.page(overview());
  if (first == "help") return output.page(help_for({words.begin() + 1, words.end()}));
  const Chosen chosen = choose_command(words);
  output.operation = chosen.command->path;
  output.only_asks = std::string_view(chosen.command->group) == "Ask";
  return execute(*chosen.command, chosen.words, output);
}

}  // namespace

int run(const std::vector<std::string>& words, Io io) {
  occupy_standard_descriptors();
  leave_no_core_file();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a write that fails, with an exit code of its own
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a file beyond the limit (ulimit -f), as on a full disk
  Output output(io, wanted_format(words));
  try {
    return dispatch(words, output, io);
  } catch (const std::exception& exception) {
    const Error error = as_error(exception);
    return output.reader_has_left(error) ? 0 : output.fail(error);
  }
}

}  // namespace pkit::app
