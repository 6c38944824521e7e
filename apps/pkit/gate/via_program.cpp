#include "pkit/gate/via_program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

#include "adapter/converse.h"
#include "adapter/spawn.h"
#include "base/error.h"
#include "base/file.h"

extern char** environ;

namespace pkit::app {

namespace {

constexpr std::size_t kReplyLimit = 4 << 20;
constexpr Duration kLongestPoll = 1'000;  // where there is no descriptor for its end

struct ViaPipe {
  Fd read, write;
};

[[noreturn]] void program_failed(const std::string& what) {
  throw Error(Kind::state, "gate.program", what, "try it by hand; a retry with the same --request-id is safe");
}

ViaPipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) program_failed(std::string("no pipe: ") + std::strerror(errno));
  return {Fd(ends[0]), Fd(ends[1])};
}

/// The program while it runs; one that is left behind is ended.
class ViaProgram {
 public:
  ViaProgram(const std::vector<std::string>& words, const World& world, const ViaLimits& limits)
      : world_(world), limits_(limits) {
    ViaPipe to = make_pipe(), from = make_pipe();
    start(words, to.read.get(), from.write.get());
    pipes_.input = std::move(to.write);
    pipes_.output = std::move(from.read);
    ::fcntl(pipes_.input.get(), F_SETFL, O_NONBLOCK);
    exit_ = adapter::open_pidfd(pid_);
  }
  ViaProgram(const ViaProgram&) = delete;
  ViaProgram& operator=(const ViaProgram&) = delete;
  ~ViaProgram() {
    for (const int signal : {SIGTERM, SIGKILL}) {
      if (pid_ <= 0) return;
      ::kill(pid_, signal);
      ended_by(world_.steady() + limits_.grace);
    }
  }

  /// Until the program has closed its output, and then ended. What it does not want to read is not our matter: its
  /// reply tells.
  std::string talk(std::string_view input) {
    adapter::Sink reply{kReplyLimit}, none{0};
    const Duration until = world_.steady() + limits_.call;
    const adapter::Ended ended = adapter::converse(pipes_, Fd(), input, reply, none, world_, until);
    if (ended == adapter::Ended::by_overflow) program_failed("the program of --via prints more than a reply");
    pipes_.input = Fd();
    if (ended == adapter::Ended::by_deadline || !ended_by(until)) too_long();
    return std::move(reply.kept);
  }

 private:
  void start(const std::vector<std::string>& words, int input, int output) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawnattr_init(&attributes);
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGPIPE);  // which we ignore
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    const int error = ::posix_spawnp(&pid_, arguments.front(), &actions, &attributes, arguments.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error == 0) return;
    pid_ = -1;
    program_failed(words.front() + ": " + std::strerror(error));
  }

  [[noreturn]] void too_long() const {
    program_failed("the program of --via did not end within " + print_duration(limits_.call));
  }

  /// Whether it has ended by then, and is reaped; whoever started us ignoring SIGCHLD has it reaped by the kernel.
  bool ended_by(Duration until) {
    for (;;) {
      const pid_t reaped = ::waitpid(pid_, nullptr, WNOHANG);
      if (reaped > 0 || (reaped < 0 && errno != EINTR)) {
        pid_ = -1;
        return true;
      }
      const Duration left = until - world_.steady();
      if (left <= 0) return false;
      pollfd exit{exit_.get(), POLLIN, 0};
      ::poll(&exit, 1, static_cast<int>(std::min(left, kLongestPoll)));
    }
  }

  const World& world_;
  const ViaLimits limits_;
  pid_t pid_ = -1;
  adapter::Pipes pipes_;
  Fd exit_;
};

}  // namespace

std::string converse(const std::vector<std::string>& program, const std::string& input, const World& world,
                     const ViaLimits& limits) {
  std::string reply = ViaProgram(program, world, limits).talk(input);
  if (reply.empty()) program_failed(program.front() + " gave no reply");
  return reply;
}

}  // namespace pkit::app
