// transcript FILE...: runs each in a fresh directory and shows what differs; with UPDATE=1 writes down what happened.
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <regex>
#include <string_view>
#include <utility>

#include "shell.h"
#include "transcript.h"

namespace transcript {
namespace {

constexpr int kSeconds = 60;

void write_files(const Transcript& transcript, const std::filesystem::path& work) {
  for (const File& file : transcript.files) {
    const auto path = work / file.name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << file.content;
    if (file.content.starts_with("#!")) chmod(path.c_str(), 0755);
  }
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Whether each home has its state in a server: see over_postgresql.sh.
bool is_over_server() { return std::getenv("PKIT_TEST_SOCKET") != nullptr; }

/// Whether a comment before the step begins so.
bool is_remarked(const Step& step, std::string_view word) {
  return std::any_of(step.prose.begin(), step.prose.end(),
                     [&](const std::string& line) { return line.starts_with(word); });
}

/// What a state in a server adds to what is told of a home.
Output without_server(Output output) {
  static const std::regex place("(  state +|state in )postgresql:.*"), version("(ok      state): postgresql .*");
  std::erase_if(output.out, [](const std::string& line) { return std::regex_match(line, place); });
  for (std::string& line : output.out) line = std::regex_replace(line, version, "$1");
  return output;
}

/// What happened at each step, until one ran too long or ended the shell.
std::vector<Output> play(const Transcript& transcript, const std::string& name, const Directory& directory) {
  const std::string work = directory.path() + "/work", notes = directory.path() + "/notes";
  std::filesystem::create_directory(work);
  std::filesystem::create_directory(notes);
  write_files(transcript, work);
  Shell shell(work, notes);
  std::vector<Output> happened;
  for (const Step& step : transcript.steps) {
    if (is_over_server() && is_remarked(step, "# sqlite: ")) {
      happened.push_back(step.expected);
      continue;
    }
    auto output = shell.run(joined(step.command), kSeconds);
    if (!output) {
      std::cout << name << ":" << step.line << ": $ " << step.command[0] << "\n  ended the shell, or took longer than "
                << kSeconds << " s\n";
      break;
    }
    happened.push_back(is_over_server() ? without_server(std::move(*output)) : std::move(*output));
  }
  return happened;
}

bool compare(const Transcript& transcript, const std::vector<Output>& happened, const std::string& name,
             const std::string& work) {
  bool good = true;
  for (std::size_t i = 0; i < happened.size(); ++i) {
    const Step& step = transcript.steps[i];
    const std::string difference = transcript::difference(step.expected, happened[i], work);
    if (difference.empty()) continue;
    std::cout << name << ":" << step.line << ": $ " << step.command[0] << "\n" << difference;
    good = false;
  }
  return good;
}

void update(const Transcript& transcript, const std::vector<Output>& happened, const std::string& path,
            const std::string& work) {
  std::string text;
  for (std::size_t i = 0; i < happened.size(); ++i) text += rewritten(transcript.steps[i], happened[i], work);
  std::ofstream(path, std::ios::binary) << text << joined(transcript.ending);
}

bool run(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cout << path << ": cannot be read\n";
    return false;
  }
  const Transcript transcript = parse({std::istreambuf_iterator<char>(file), {}});
  const std::string name = std::filesystem::path(path).filename();
  if (transcript.steps.empty()) {
    std::cout << name << ": has no command\n";
    return false;
  }
  if (is_over_server() && is_remarked(transcript.steps.front(), "# sqlite alone: ")) return true;
  setenv("TRANSCRIPTS", std::filesystem::absolute(path).parent_path().c_str(), 1);
  const Directory directory;
  const std::vector<Output> happened = play(transcript, name, directory);
  const bool good = compare(transcript, happened, name, directory.path() + "/work");
  if (happened.size() < transcript.steps.size()) return false;
  const char* wanted = is_over_server() ? nullptr : std::getenv("UPDATE");
  if (!good && wanted && std::string(wanted) == "1") {
    update(transcript, happened, path, directory.path() + "/work");
    return true;
  }
  return good;
}

}  // namespace
}  // namespace transcript

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  bool good = argc > 1;
  for (int i = 1; i < argc; ++i) good = transcript::run(argv[i]) && good;
  return good ? 0 : 1;
}
