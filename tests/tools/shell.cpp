// bash is told by a pipe which file to run next, and tells by another how that ended.
#include "shell.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace transcript {

namespace {

constexpr const char* kDriver =
    "while IFS= read -r -u 3 step; do . \"$step\" >\"$step.out\" 2>\"$step.err\" </dev/null 3<&- 4>&-; echo $? >&4; "
    "done";

void pass_on(std::vector<std::string>& environment, const char* name) {
  if (const char* value = std::getenv(name)) environment.push_back(std::string(name) + "=" + value);
}

[[noreturn]] void become_bash(const std::string& work, int orders, int reports) {
  std::vector<std::string> environment{"HOME=" + work, "LANG=C.UTF-8", "TZ=UTC"};
  for (const char* name : {"PATH", "TRANSCRIPTS", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"})
    pass_on(environment, name);
  std::vector<char*> pointers;
  for (std::string& variable : environment) pointers.push_back(variable.data());
  pointers.push_back(nullptr);
  if (setsid() < 0 || chdir(work.c_str()) != 0 || dup2(orders, 3) < 0 || dup2(reports, 4) < 0) _exit(126);
  std::signal(SIGPIPE, SIG_DFL);
  umask(022);
  execle("/bin/bash", "bash", "--norc", "-c", kDriver, static_cast<char*>(nullptr), pointers.data());
  _exit(127);
}

std::vector<std::string> lines_in(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// One line, waited for at most so many seconds; nothing at the end or after them.
std::optional<std::string> read_line(int fd, int seconds) {
  std::string line;
  for (char c = 0; c != '\n'; line += c) {
    pollfd watched{fd, POLLIN, 0};
    if (poll(&watched, 1, seconds * 1000) <= 0 || read(fd, &c, 1) != 1) return std::nullopt;
  }
  return line;
}

}  // namespace

Directory::Directory() {
  const char* base = std::getenv("TMPDIR");
  path_ = std::string(base && *base ? base : "/tmp") + "/pkit-t-XXXXXX";
  if (!mkdtemp(path_.data())) throw std::runtime_error("cannot make " + path_);
}

Directory::~Directory() {
  std::error_code ignored;
  if (std::getenv("PKIT_KEEP"))
    std::cerr << "kept: " << path_ << "\n";
  else
    std::filesystem::remove_all(path_, ignored);
}

Shell::Shell(std::string work, std::string notes) : work_(std::move(work)), notes_(std::move(notes)) {
  int orders[2], reports[2];
  if (pipe2(orders, O_CLOEXEC) != 0 || pipe2(reports, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = fork();
  if (pid_ == 0) become_bash(work_, orders[0], reports[1]);
  close(orders[0]);
  close(reports[1]);
  orders_ = orders[1];
  reports_ = reports[0];
}

Shell::~Shell() {
  kill(-pid_, SIGKILL);
  kill(pid_, SIGKILL);  // it may not have a group of its own yet
  waitpid(pid_, nullptr, 0);
  close(orders_);
  close(reports_);
}

std::optional<Output> Shell::run(const std::string& command, int seconds) {
  const std::string step = notes_ + "/" + std::to_string(++step_);
  std::ofstream(step) << command << "\n";
  const std::string order = step + "\n";
  if (write(orders_, order.data(), order.size()) != static_cast<ssize_t>(order.size())) return std::nullopt;
  const auto status = read_line(reports_, seconds);
  if (!status) return std::nullopt;
  return Output{lines_in(step + ".out"), lines_in(step + ".err"), std::stoi(*status)};
}

}  // namespace transcript
