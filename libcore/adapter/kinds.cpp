#include "adapter/kinds.h"

#include <sys/stat.h>

#include <iterator>

namespace pkit::adapter {

namespace {

constexpr Kind kKinds[] = {
    {"exec", read_exec},
    {"http", read_http},
    {"plugin", read_plugin},
};

}  // namespace

std::span<const Kind> kinds() { return kKinds; }

void read_kind(const Place& place, const Value& section, Adapter& adapter) {
  const Kind* chosen = nullptr;
  std::size_t given = 0;
  for (const Kind& kind : kKinds) {
    if (!section.find(kind.key)) continue;
    ++given;
    chosen = &kind;
  }
  if (given != 1) {
    place.faults().add(place.section.at(), "adapter.kind",
                       place.section.name() + " must have exactly one of exec, http and plugin",
                       "exec: [PROGRAM, ARG...], http: {url: URL} or plugin: LIBRARY");
  } else if (!place.section.value(chosen->key).is_null() || section[chosen->key].is_null()) {
    chosen->read(place, adapter);
  }
}

void check_writers(const Path& path, const Place& place, Position at) {
  try {
    require_trusted(path, place.uid);
  } catch (const Error& error) {
    place.faults().add(at, "adapter.writable", error.what(), error.hint());
  }
}

void check_program(const Path& program, const std::string& what, bool executable, const Place& place, Position at) {
  struct stat info {};
  const std::string name = what + " " + program.string();
  if (stat(program.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
    place.faults().add(at, "adapter.program", name + " is not a file", "absolute, or relative to the home");
  } else if (executable && (info.st_mode & 0111) == 0) {
    place.faults().add(at, "adapter.program", name + " is not executable", "chmod +x " + program.string());
  } else {
    check_writers(program, place, at);
  }
}

Path helper_program(const char* name) {
  std::error_code ignored;
  const Path here = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  const Path built = here / "libexec" / "pkit" / name;
  return std::filesystem::exists(built, ignored) ? built : here.parent_path() / "libexec" / "pkit" / name;
}

}  // namespace pkit::adapter
