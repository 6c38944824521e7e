// One child from its start to the end of its last descendant.
#include "adapter/process.h"

#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <mutex>
#include <utility>

#include "adapter/converse.h"
#include "adapter/descendants.h"
#include "adapter/spawn.h"

namespace pkit::adapter {

namespace {

/// A child that closes stdin early must not end us by SIGPIPE, and whoever started us ignoring SIGCHLD must not make
/// Control characters escaped, line by line.
std::string printable_lines(std::string_view text) {
  std::vector<std::string> lines = split(text, '\n');
  for (std::string& line : lines) line = printable(trim(line));
  return join(lines, "\n");
}

/// the kernel reap children before we have their status.
class SignalScope {
 public:
  SignalScope() {
    replace(SIGPIPE, SIG_IGN, pipe_);
    replace(SIGCHLD, SIG_DFL, child_);
  }
  ~SignalScope() {
    sigaction(SIGPIPE, &pipe_, nullptr);
    sigaction(SIGCHLD, &child_, nullptr);
  }
  SignalScope(const SignalScope&) = delete;
  SignalScope& operator=(const SignalScope&) = delete;

 private:
  static void replace(int signal, void (*handler)(int), struct sigaction& before) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigaction(signal, &action, &before);
  }
  struct sigaction pipe_ {};
  struct sigaction child_ {};
};

/// Signals, and to whom orphans go, belong to the whole process: it supervises one child at a time, and further threads
/// wait for their turn.
std::unique_lock<std::mutex> take_turn() {
  static std::mutex turn;
  return std::unique_lock(turn);
}

using End = ProcessResult::End;

End kind_of_end(Ended ended) {
  if (ended == Ended::by_deadline) return End::timed_out;
  return ended == Ended::by_overflow ? End::output_too_large : End::exited;
}

/// Of a child that has exited.
void take_status(pid_t pid, ProcessResult& result) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  result.end = WIFSIGNALED(status) ? End::signalled : End::exited;
  result.status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

std::string end_of(const ProcessResult& result, const ProcessLimits& limits) {
  switch (result.end) {
    case End::exited:
      return "ended with " + std::to_string(result.status);
    case End::signalled:
      return "was ended by signal " + std::to_string(result.status);
    case End::timed_out:
      return "did not end within " + std::to_string(limits.time / 1000) + " s";
    case End::output_too_large:
      return "printed too much";
    case End::not_started:
      break;
  }
  return "could not be started";
}

ProcessResult run_process(const Path& program, const std::vector<std::string>& arguments, const Path& directory,
                          std::string_view input, const ProcessLimits& limits, const World& world,
                          const std::vector<std::string>& environment) {
  const auto turn = take_turn();
  const Duration start = world.steady();
  const SignalScope signals;
  Descendants descendants;
  ProcessResult result;
  Child child = spawn(program, arguments, directory, environment);
  result.status = child.error;
  if (child.pid > 0) {
    Sink output{limits.output}, errors{limits.error_output};
    const Fd exit = open_pidfd(child.pid);
    if (exit) {
      result.end = kind_of_end(converse(child.pipes, exit, input, output, errors, world, start + limits.time));
      if (result.end == End::exited) take_status(child.pid, result);
    } else {
      result.status = errno;
    }
    result.output = std::move(output.kept);
    result.errors = printable_lines(trim(errors.kept));
  }
  descendants.end();
  result.took = world.steady() - start;
  return result;
}

}  // namespace pkit::adapter
