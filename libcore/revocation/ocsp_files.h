// Prepared OCSP answers as files, each where a web server looks for it when it is asked by GET: the path is the base64
// of the request (RFC 6960 A.1), so that its slashes make directories.
#pragma once

#include <set>
#include <utility>

#include "base/file.h"

namespace pkit {

/// For one thread. Nothing is synced: publish_answers does that for all of them.
class AnswerFiles {
 public:
  explicit AnswerFiles(Path directory) : directory_(std::move(directory)) {}
  /// Error{state "file.write"}.
  void write(BytesView request, BytesView answer);

 private:
  Path directory_;
  std::set<std::string> made_;  // directories below it
};

/// Error{conflict "file.exists"} unless it is not there, empty, or made by publish_answers before.
void require_answer_directory(const Path& target);
/// All of `staging` is lasting, and then takes the target's place at once; what was there is removed.
void publish_answers(const Path& staging, const Path& target);

}  // namespace pkit
