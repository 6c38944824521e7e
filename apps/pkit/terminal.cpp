#include "pkit/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace pkit::app {

namespace {

constexpr std::size_t kLongestSecret = 1024;

/// Holds back the signals that would end or stop us while the terminal is not as we found it. They are seen through a
/// descriptor and delivered as soon as this ends.
class TerminalSignals {
 public:
  TerminalSignals() {
    sigset_t set;
    ::sigemptyset(&set);
    for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}) ::sigaddset(&set, signal);
    ::pthread_sigmask(SIG_BLOCK, &set, &before_);
    fd_ = Fd(::signalfd(-1, &set, SFD_CLOEXEC));
  }
  ~TerminalSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  TerminalSignals(const TerminalSignals&) = delete;
  TerminalSignals& operator=(const TerminalSignals&) = delete;
  int fd() const { return fd_.get(); }

 private:
  sigset_t before_{};
  Fd fd_;
};

class Silence {
 public:
  explicit Silence(int tty) : tty_(tty) {
    ::tcgetattr(tty_, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;
    ::tcsetattr(tty_, TCSAFLUSH, &silent);
  }
  ~Silence() { ::tcsetattr(tty_, TCSAFLUSH, &before_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int tty_;
  termios before_{};
};

void write_all(int fd, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t n = ::write(fd, text.data() + done, text.size() - done);
    if (n <= 0) return;
    done += static_cast<std::size_t>(n);
  }
}

/// One line; nothing where a signal came first.
std::optional<Secret> read_line(int tty, int signals) {
  std::string line;
  line.reserve(kLongestSecret);  // never moved: no copies are left behind
  for (;;) {
    pollfd ready[] = {{tty, POLLIN, 0}, {signals, POLLIN, 0}};
    if (::poll(ready, 2, -1) < 0) continue;
    if (ready[1].revents) return wipe(line.data(), line.size()), std::nullopt;
    char c = 0;
    if (::read(tty, &c, 1) != 1) throw Error(Kind::usage, "terminal.closed", "the terminal gave no answer");
    if (c == '\n') return Secret(std::move(line));
    if (line.size() == kLongestSecret) throw Error(Kind::usage, "terminal.long", "the answer is too long");
    line.push_back(c);
  }
}

/// Nothing where a signal interrupted the question; it has been delivered when this returns.
std::optional<Secret> ask_once(int tty, const std::string& question) {
  const TerminalSignals held;
  const Silence silence(tty);
  write_all(tty, question);
  return read_line(tty, held.fd());
}

}  // namespace

Secret ask_secret(const std::string& what) {
  const Fd tty(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (!tty) throw Error(Kind::usage, "terminal.missing", "there is no terminal to ask for the " + what);
  for (;;)  // a signal that did not end us stopped us: ask again
    if (auto answer = ask_once(tty.get(), "pkit: " + printable(what) + ": ")) return std::move(*answer);
}

Secret ask_new_secret(const std::string& what) {
  for (int tries = 0; tries < 3; ++tries) {
    Secret first = ask_secret(what);
    if (first.empty()) continue;
    const Secret second = ask_secret(what + ", again");
    if (equal_constant_time(as_bytes(first.reveal()), as_bytes(second.reveal()))) return first;
  }
  throw Error(Kind::usage, "terminal.unequal", "no " + what + " was typed twice alike");
}

}  // namespace pkit::app
