// vfork and exec. What runs between them shares our memory: system calls only, prepared beforehand.
#include "adapter/spawn.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

namespace pkit::adapter {

namespace {

struct Pipe {
  Fd read, write;
};

/// Moves a descriptor that took the place of a closed stdin, stdout or stderr of ours out of the child's way.
Fd above_stdio(int fd) {
  if (fd > STDERR_FILENO) return Fd(fd);
  const Fd low(fd);
  return Fd(fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

bool open_pipe(Pipe& pipe) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  pipe = {above_stdio(ends[0]), above_stdio(ends[1])};
  return pipe.read && pipe.write;
}

bool make_nonblocking(const Fd& fd) { return fcntl(fd.get(), F_SETFL, O_NONBLOCK) == 0; }

/// All that the child needs, as plain pointers and numbers.
struct Plan {
  const char* program;
  char* const* arguments;
  char* const* environment;
  const char* directory;
  int input, output, errors, report;
  pid_t parent;
};

void reset_signals() {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) sigaction(signal, &standard, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

bool prepare(const Plan& plan) {
  const rlimit no_core{0, 0};
  return setsid() != -1 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == plan.parent &&
         setrlimit(RLIMIT_CORE, &no_core) == 0 && dup2(plan.input, STDIN_FILENO) != -1 &&
         dup2(plan.output, STDOUT_FILENO) != -1 && dup2(plan.errors, STDERR_FILENO) != -1 &&
         close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0 && chdir(plan.directory) == 0;
}

/// In the child: becomes the program, or writes errno to `report` and ends.
[[noreturn]] void become(const Plan& plan) {
  if (prepare(plan)) {
    reset_signals();
    execve(plan.program, plan.arguments, plan.environment);
  }
  const int error = errno;
  [[maybe_unused]] const ssize_t told = write(plan.report, &error, sizeof error);
  _exit(127);
}

/// No handler of ours may run in the child while it shares our memory, so every signal waits until it is the program.
pid_t start(const Plan& plan) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = vfork();
  if (pid == 0) become(plan);
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return pid;
}

/// What the child reported: 0 where exec closed the pipe.
int reported(const Fd& report) {
  int error = 0;
  ssize_t got;
  do {
    got = read(report.get(), &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  return got == 0 ? 0 : error;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

Child failed(int error) {
  Child child;
  child.error = error;
  return child;
}

}  // namespace

Child spawn(const Path& program, const std::vector<std::string>& arguments, const Path& directory,
            const std::vector<std::string>& environment) {
  Pipe input, output, errors, report;
  if (!open_pipe(input) || !open_pipe(output) || !open_pipe(errors) || !open_pipe(report)) return failed(errno);
  if (!make_nonblocking(input.write) || !make_nonblocking(output.read) || !make_nonblocking(errors.read))
    return failed(errno);

  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables{"PATH=/usr/bin:/bin", "LANG=C.UTF-8"};
  variables.insert(variables.end(), environment.begin(), environment.end());
  const std::vector<char*> argv = pointers(words), envp = pointers(variables);
  const Plan plan{program.c_str(),    argv.data(),        envp.data(),        directory.c_str(), input.read.get(),
                  output.write.get(), errors.write.get(), report.write.get(), getpid()};

  const pid_t pid = start(plan);
  if (pid < 0) return failed(errno);
  report.write = Fd();
  if (const int error = reported(report.read)) {
    while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    return failed(error);
  }
  return {pid, {std::move(input.write), std::move(output.read), std::move(errors.read)}, 0};
}

// glibc 2.36 declares its pidfd_open for C only.
Fd open_pidfd(pid_t pid) { return Fd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))); }

}  // namespace pkit::adapter
