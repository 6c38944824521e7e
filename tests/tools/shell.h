// One bash that runs the steps of a transcript one after the other: variables, functions, the working directory and
// what runs in the background live on between them.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "transcript.h"

namespace transcript {

/// A new directory, removed with everything below when it ends.
class Directory {
 public:
  Directory();
  ~Directory();
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Shell {
 public:
  /// Starts in `work`, which is HOME too; keeps its own files in `notes`. Of our environment PATH and the sanitizers'
  /// options are passed on, nothing else.
  Shell(std::string work, std::string notes);
  /// Kills the shell's whole process group.
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  /// Nothing where the step took longer than `seconds` or ended the shell.
  std::optional<Output> run(const std::string& command, int seconds);

 private:
  std::string work_, notes_;
  pid_t pid_ = -1;
  int orders_ = -1, reports_ = -1;
  int step_ = 0;
};

}  // namespace transcript
