// A directory of throw-away programs for the adapter tests.
#pragma once

#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/file.h"

namespace pkit::adapter {

class Scripts {
 public:
  Scripts() {
    std::string name = "/tmp/pkit-adapter-XXXXXX";
    directory_ = mkdtemp(name.data());
  }
  ~Scripts() { std::filesystem::remove_all(directory_); }
  Scripts(const Scripts&) = delete;
  Scripts& operator=(const Scripts&) = delete;

  const Path& directory() const { return directory_; }

  /// An executable shell script of that body.
  Path script(const std::string& name, const std::string& body, mode_t mode = 0755) const {
    const Path path = directory_ / name;
    std::ofstream(path) << "#!/bin/sh\n" << body << "\n";
    chmod(path.c_str(), mode);
    return path;
  }

  /// The process id that a script wrote into a file of ours; 0 where there is none.
  pid_t pid_in(const std::string& name) const {
    pid_t pid = 0;
    std::ifstream(directory_ / name) >> pid;
    return pid;
  }

 private:
  Path directory_;
};

inline bool alive(pid_t pid) { return kill(pid, 0) == 0; }

}  // namespace pkit::adapter
