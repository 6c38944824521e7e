// Finding children through /proc, and ending them level by level: whoever dies leaves its children to us.
#include "adapter/descendants.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <thread>

namespace pkit::adapter {

namespace {

constexpr int kRounds = 2000;
constexpr std::chrono::milliseconds kPause{1};

/// The kernel's own word: exact, and much cheaper than /proc.
bool has_children() {
  siginfo_t info{};
  return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0 || errno != ECHILD;
}

/// Parent of a process by its stat line; the name in parentheses may hold anything, so it is read from its end.
std::optional<pid_t> parent_of(const std::filesystem::path& process) {
  std::ifstream file(process / "stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos || name_end + 4 > text.size()) return std::nullopt;
  return static_cast<pid_t>(std::strtol(text.c_str() + name_end + 4, nullptr, 10));
}

std::vector<pid_t> children_by_parent() {
  std::vector<pid_t> children;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename();
    if (!std::isdigit(static_cast<unsigned char>(name[0]))) continue;
    if (parent_of(entry.path()) == getpid()) children.push_back(static_cast<pid_t>(std::stol(name)));
  }
  return children;
}

/// Children of every thread of ours. The kernel's list may miss one while others exit, and not every kernel has it:
/// where it names none, all of /proc is asked.
std::vector<pid_t> children() {
  std::vector<pid_t> found;
  if (!has_children()) return found;
  std::error_code ignored;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
    std::ifstream file(task.path() / "children");
    found.insert(found.end(), std::istream_iterator<pid_t>(file), {});
  }
  if (found.empty()) found = children_by_parent();
  std::sort(found.begin(), found.end());
  return found;
}

bool reap(pid_t pid) { return waitpid(pid, nullptr, WNOHANG | __WALL) == pid; }

}  // namespace

Descendants::Descendants() : before_(children()) {
  prctl(PR_GET_CHILD_SUBREAPER, &was_subreaper_);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
}

Descendants::~Descendants() { prctl(PR_SET_CHILD_SUBREAPER, was_subreaper_); }

std::vector<pid_t> Descendants::ours() const {
  const std::vector<pid_t> now = children();
  std::vector<pid_t> since;
  std::set_difference(now.begin(), now.end(), before_.begin(), before_.end(), std::back_inserter(since));
  return since;
}

void Descendants::end() {
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<pid_t> living = ours();
    if (living.empty()) return;
    for (const pid_t pid : living) kill(pid, SIGKILL);
    const auto reaped = std::count_if(living.begin(), living.end(), reap);
    if (reaped == 0) std::this_thread::sleep_for(kPause);
  }
}

}  // namespace pkit::adapter
