// measure ROUNDS PLAN: runs the commands of a plan in turn, ROUNDS times, and prints a line for each run:
// NAME <tab> round <tab> microseconds of wall <tab> of processor <tab> KiB at the peak.
//
// A line of the plan: NAME <tab> wanted exit <tab> preparation <tab> command. The preparation is a shell's, not
// measured, and may be empty. The command is words between single spaces, without a shell; "%n" in either is the number
// of the round. What it prints is thrown away. A run that ends otherwise than wanted ends the measurement.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Case {
  std::string name;
  int exit = 0;
  std::string preparation;
  std::string command;
};

struct Sample {
  long wall = 0;
  long processor = 0;
  long peak = 0;
  int exit = 0;
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

std::string numbered(std::string text, int round) {
  for (std::size_t at; (at = text.find("%n")) != std::string::npos;) text.replace(at, 2, std::to_string(round));
  return text;
}

std::vector<Case> read_plan(const char* file) {
  std::ifstream stream(file);
  if (!stream) throw std::runtime_error(std::string("cannot read ") + file);
  std::vector<Case> plan;
  for (std::string line; std::getline(stream, line);) {
    const std::vector<std::string> field = split(line, '\t');
    if (field.size() != 4) throw std::runtime_error("not four fields: " + line);
    plan.push_back({field[0], std::stoi(field[1]), field[2], field[3]});
  }
  return plan;
}

long microseconds(const timeval& time) { return time.tv_sec * 1000000 + time.tv_usec; }

long clock_now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

int exit_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

/// From before the spawn until the process is gone.
Sample run(const std::string& command) {
  std::vector<std::string> words = split(command, ' ');
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  int status = 0;
  rusage usage{};
  const long before = clock_now();
  if (::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ) != 0)
    throw std::runtime_error("cannot start " + command);
  if (::wait4(child, &status, 0, &usage) != child) throw std::runtime_error("lost " + command);
  const long after = clock_now();
  ::posix_spawn_file_actions_destroy(&actions);
  return {after - before, microseconds(usage.ru_utime) + microseconds(usage.ru_stime), usage.ru_maxrss,
          exit_of(status)};
}

void measure(const Case& one, int round) {
  const std::string preparation = numbered(one.preparation, round);
  if (!preparation.empty() && std::system(preparation.c_str()) != 0)
    throw std::runtime_error(one.name + ": failed: " + preparation);
  const std::string command = numbered(one.command, round);
  const Sample sample = run(command);
  if (sample.exit != one.exit)
    throw std::runtime_error(one.name + ": exit " + std::to_string(sample.exit) + ": " + command);
  std::printf("%s\t%d\t%ld\t%ld\t%ld\n", one.name.c_str(), round, sample.wall, sample.processor, sample.peak);
}

}  // namespace

int main(int count, char** words) {
  try {
    if (count != 3) throw std::runtime_error("usage: measure ROUNDS PLAN");
    const int rounds = std::atoi(words[1]);
    const std::vector<Case> plan = read_plan(words[2]);
    // Every round begins with another command, so that none always runs after the same one.
    for (int round = 1; round <= rounds; ++round)
      for (std::size_t i = 0; i < plan.size(); ++i)
        measure(plan[(i + static_cast<std::size_t>(round)) % plan.size()], round);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "measure: %s\n", error.what());
    return 1;
  }
}
