// `exec: [PROGRAM, ARG...]`: a program of the operator's.
#include <sys/stat.h>

#include "adapter/kinds.h"

namespace pkit::adapter {

namespace {

/// Behind an interpreter the program is an argument: any that names a file is held to the same rule.
void check_arguments(const Adapter& adapter, const Place& place, Position at) {
  for (const std::string& argument : adapter.arguments) {
    struct stat info {};
    const Path path = place.resolve(argument);
    if (stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode)) check_writers(path, place, at);
  }
}

}  // namespace

void read_exec(const Place& place, Adapter& adapter) { read_program(place, "adapter program", adapter); }

void read_program(const Place& place, const std::string& what, Adapter& adapter) {
  const std::vector<std::string> words = place.section.texts("exec");
  const Position at = place.section.at("exec");
  if (words.empty() || words[0].empty()) {
    place.faults().add(at, "adapter.program", "exec names no program", "[PROGRAM, ARG...]");
    return;
  }
  adapter.program = place.resolve(words[0]);
  adapter.arguments.assign(words.begin() + 1, words.end());
  check_program(adapter.program, what, true, place, at);
  check_arguments(adapter, place, at);
}

}  // namespace pkit::adapter
