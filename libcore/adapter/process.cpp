// Talking to one child under a deadline: nothing here waits for anything without one.
#include "adapter/process.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <mutex>

#include "adapter/descendants.h"
#include "adapter/spawn.h"

namespace pkit::adapter {

namespace {

/// A child that closes stdin early must not end us by SIGPIPE, and whoever started us ignoring SIGCHLD must not make
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

/// What came from one of the child's pipes, up to a limit.
struct Sink {
  std::size_t limit;
  std::string kept = {};
  bool overflowed = false;

  void take(std::string_view piece) {
    const std::size_t room = limit - kept.size();
    overflowed = overflowed || piece.size() > room;
    kept.append(piece.substr(0, room));
  }
};

/// Reads once, at most `most` bytes; closes our end at its end. Says how many came.
std::size_t read_some(Fd& fd, Sink& sink, std::size_t most) {
  std::array<char, 65536> buffer;
  const ssize_t got = read(fd.get(), buffer.data(), std::min(most, buffer.size()));
  if (got > 0) {
    sink.take({buffer.data(), static_cast<std::size_t>(got)});
    return static_cast<std::size_t>(got);
  }
  if (got == 0 || (errno != EAGAIN && errno != EINTR)) fd = Fd();
  return 0;
}

/// Reads what is in the pipe now and no more: a grandchild may hold it open, or go on writing.
void drain(Fd& fd, Sink& sink) {
  int waiting = 0;
  if (!fd || ioctl(fd.get(), FIONREAD, &waiting) != 0) return;
  std::size_t left = waiting > 0 ? static_cast<std::size_t>(waiting) : 0;
  while (left > 0) {
    const std::size_t got = read_some(fd, sink, left);
    if (got == 0) return;
    left -= got;
  }
}

void write_some(Fd& fd, std::string_view& rest) {
  const ssize_t put = write(fd.get(), rest.data(), rest.size());
  if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
  const bool closed = put < 0 && errno != EAGAIN && errno != EINTR;
  if (closed || rest.empty()) fd = Fd();
}

using End = ProcessResult::End;

/// Until the child exits, the deadline passes or the output is too large.
End converse(Child& child, const Fd& exit, std::string_view input, Sink& output, Sink& errors, const World& world,
             Duration deadline) {
  if (input.empty()) child.input = Fd();
  for (;;) {
    const Duration left = deadline - world.steady();
    if (left <= 0) return End::timed_out;
    std::array<pollfd, 4> watched{{{exit.get(), POLLIN, 0},
                                   {child.input.get(), POLLOUT, 0},
                                   {child.output.get(), POLLIN, 0},
                                   {child.errors.get(), POLLIN, 0}}};
    const int ready = poll(watched.data(), watched.size(), static_cast<int>(std::min<Duration>(left, INT_MAX)));
    if (ready == 0) return End::timed_out;
    if (ready < 0) continue;  // EINTR; the deadline is looked at again
    if (watched[1].revents) write_some(child.input, input);
    if (watched[2].revents) read_some(child.output, output, SIZE_MAX);
    if (watched[3].revents) read_some(child.errors, errors, SIZE_MAX);
    if (output.overflowed) return End::output_too_large;
    if (watched[0].revents) break;
  }
  drain(child.output, output);
  drain(child.errors, errors);
  return output.overflowed ? End::output_too_large : End::exited;
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
      result.end = converse(child, exit, input, output, errors, world, start + limits.time);
      if (result.end == End::exited) take_status(child.pid, result);
    } else {
      result.status = errno;
    }
    result.output = std::move(output.kept);
    result.errors = printable(trim(errors.kept));
  }
  descendants.end();
  result.took = world.steady() - start;
  return result;
}

}  // namespace pkit::adapter
