#include "pkit/via_program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

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
    input_ = std::move(to.write);
    output_ = std::move(from.read);
    ::fcntl(input_.get(), F_SETFL, O_NONBLOCK);
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

  /// Until the program has closed its output, and then ended.
  std::string talk(std::string_view input) {
    std::string reply;
    const Duration until = world_.steady() + limits_.call;
    while (output_) {
      const Duration left = until - world_.steady();
      if (left <= 0) too_long();
      std::array<pollfd, 2> watched{{{input_.get(), POLLOUT, 0}, {output_.get(), POLLIN, 0}}};
      if (::poll(watched.data(), watched.size(), static_cast<int>(left)) <= 0) continue;
      if (watched[0].revents) write_more(input);
      if (watched[1].revents) read_more(reply);
    }
    input_ = Fd();
    if (!ended_by(until)) too_long();
    return reply;
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

  /// What the program does not want to read is not our matter: its reply tells.
  void write_more(std::string_view& rest) {
    const ssize_t put = ::write(input_.get(), rest.data(), rest.size());
    if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
    const bool closed = put < 0 && errno != EAGAIN && errno != EINTR;
    if (closed || rest.empty()) input_ = Fd();
  }

  void read_more(std::string& reply) {
    std::array<char, 65536> piece;
    const ssize_t got = ::read(output_.get(), piece.data(), piece.size());
    if (got > 0) reply.append(piece.data(), static_cast<std::size_t>(got));
    if (reply.size() > kReplyLimit) program_failed("the program of --via prints more than a reply");
    if (got == 0 || (got < 0 && errno != EINTR)) output_ = Fd();
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
  Fd input_, output_, exit_;
};

}  // namespace

std::string converse(const std::vector<std::string>& program, const std::string& input, const World& world,
                     const ViaLimits& limits) {
  std::string reply = ViaProgram(program, world, limits).talk(input);
  if (reply.empty()) program_failed(program.front() + " gave no reply");
  return reply;
}

}  // namespace pkit::app
