// A transcript: what a user types, what the user reads, the exit code. Its text, and how expected lines match.
//
//   # A comment stands at the start or after an empty line.
//   $ pkit list orchestrators --state New
//   plain lines are stdout                 1> the same, for a line that would mean something else here
//   2> is stderr
//   [4]                                    an exit code that is not 0
//
//   -- pkit.yaml --                        files of the directory, from here to the end
//
// Over PostgreSQL (over_postgresql.sh) the step behind a comment "# sqlite: WHY" is left out, and the whole of one that
// begins with "# sqlite alone: WHY".
// A command goes on in the next line after a backslash.
// $TRANSCRIPTS is the directory of the transcript, for what several share.
// In expected lines <hex> <date> <id> <n> <dir> <any> match what varies; whatever is not mentioned must be absent.
#pragma once

#include <string>
#include <vector>

namespace transcript {

/// One command and what is expected of it, or what happened.
struct Output {
  std::vector<std::string> out, err;
  int status = 0;
};

struct Step {
  std::size_t line = 0;              // of the file, from 1
  std::vector<std::string> prose;    // comments and empty lines before it, as written
  std::vector<std::string> command;  // its lines
  Output expected;
};

struct File {
  std::string name, content;
};

struct Transcript {
  std::vector<Step> steps;
  std::vector<std::string> ending;  // comments after the last step, and the files, as written
  std::vector<File> files;
};

Transcript parse(const std::string& text);

/// Does this line, with its placeholders, describe that one? `directory` is where the transcript runs.
bool matches(const std::string& expected, const std::string& actual, const std::string& directory);
bool matches(const Output& expected, const Output& actual, const std::string& directory);

/// Expected against actual, lines that agree at both ends left out; empty where all agree.
std::string difference(const Output& expected, const Output& actual, const std::string& directory);

/// The step's text as it would be written had `actual` been expected; lines that match stay as they are.
std::string rewritten(const Step& step, const Output& actual, const std::string& directory);

}  // namespace transcript
