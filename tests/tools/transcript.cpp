// Reading, comparing and rewriting transcripts.
#include "transcript.h"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>
#include <string_view>
#include <utility>

namespace transcript {

namespace {

using Lines = std::vector<std::string>;

struct Placeholder {
  const char* word;
  const char* pattern;
};
constexpr std::array<Placeholder, 5> kPlaceholders{{
    {"<hex>", "[0-9a-fA-F]+"},
    {"<date>",
     "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:Z| UTC)?)?|"
     "[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4} GMT"},
    {"<id>", "[a-z]-[a-z2-7]{4,16}"},
    {"<n>", "-?[0-9]+"},
    {"<any>", ".*"},
}};
/// std::regex recurses by the character: longer lines are compared as they are.
constexpr std::size_t kLongestPattern = 4096;

bool starts_with(const std::string& line, std::string_view word) { return line.starts_with(word); }

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool is_file_mark(const std::string& line) {
  return line.size() > 6 && starts_with(line, "-- ") && line.compare(line.size() - 3, 3, " --") == 0;
}

bool is_status(const std::string& line) {
  return line.size() > 2 && line.front() == '[' && line.back() == ']' &&
         line.find_first_not_of("0123456789", 1) == line.size() - 1;
}

bool is_comment(const std::string& line) { return line == "#" || starts_with(line, "# "); }

/// Would this line of output be read as something else?
bool needs_mark(const std::string& line, bool after_empty) {
  return starts_with(line, "$ ") || starts_with(line, "1>") || starts_with(line, "2>") || is_status(line) ||
         is_file_mark(line) || (after_empty && is_comment(line));
}

void expect(Output& expected, const std::string& line) {
  if (is_status(line))
    expected.status = std::stoi(line.substr(1));
  else if (line == "2>" || starts_with(line, "2> "))
    expected.err.push_back(line.size() > 3 ? line.substr(3) : "");
  else if (line == "1>" || starts_with(line, "1> "))
    expected.out.push_back(line.size() > 3 ? line.substr(3) : "");
  else
    expected.out.push_back(line);
}

/// Does the step go on after the empty lines from `i` on? Not where a comment, a command or nothing comes next.
bool output_goes_on(const Lines& lines, std::size_t i, std::size_t end) {
  while (i < end && lines[i].empty()) ++i;
  return i < end && !is_comment(lines[i]) && !starts_with(lines[i], "$ ");
}

/// Steps up to `end`; returns the prose after the last.
Lines read_steps(const Lines& lines, std::size_t end, std::vector<Step>& steps) {
  Lines prose;
  for (std::size_t i = 0; i < end; ++i) {
    if (starts_with(lines[i], "$ ")) {
      Step step{i + 1, std::exchange(prose, {}), {lines[i].substr(2)}, {}};
      while (lines[i].ends_with('\\') && i + 1 < end) step.command.push_back(lines[++i]);
      steps.push_back(std::move(step));
    } else if (steps.empty() || !prose.empty() || (lines[i].empty() && !output_goes_on(lines, i, end))) {
      prose.push_back(lines[i]);
    } else {
      expect(steps.back().expected, lines[i]);
    }
  }
  return prose;
}

std::string pattern_of(const std::string& expected, const std::string& directory) {
  static const std::regex special(R"([.^$|()\[\]{}*+?\\])");
  std::string pattern = std::regex_replace(expected, special, R"(\$&)");
  const auto replace = [&pattern](const std::string& word, const std::string& by) {
    for (std::size_t at = 0; (at = pattern.find(word, at)) != std::string::npos; at += by.size())
      pattern.replace(at, word.size(), by);
  };
  replace("<dir>", std::regex_replace(directory, special, R"(\$&)"));
  for (const auto& [word, by] : kPlaceholders) replace(word, std::string("(?:") + by + ")");
  return pattern;
}

bool all_match(const Lines& expected, const Lines& actual, const std::string& directory) {
  if (expected.size() != actual.size()) return false;
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!matches(expected[i], actual[i], directory)) return false;
  return true;
}

Lines shown(const Output& output) {
  Lines lines = output.out;
  for (const std::string& line : output.err) lines.push_back("2> " + line);
  lines.push_back("[" + std::to_string(output.status) + "]");
  return lines;
}

/// What varies from run to run, as placeholders.
std::string generalised(std::string line, const std::string& directory) {
  static const std::array<std::pair<std::regex, const char*>, 3> varying{{
      {std::regex("\\b[a-z]-[a-z2-7]{16}\\b"), "<id>"},
      {std::regex("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?Z"), "<date>"},
      {std::regex("\\b[0-9a-fA-F]{32,}\\b"), "<hex>"},
  }};
  for (std::size_t at; (at = line.find(directory)) != std::string::npos;) line.replace(at, directory.size(), "<dir>");
  for (const auto& [pattern, word] : varying) line = std::regex_replace(line, pattern, word);
  return line;
}

/// `actual` with each line taken from `expected` where one matches, in order.
Lines kept_or_new(const Lines& expected, const Lines& actual, const std::string& directory) {
  Lines lines;
  std::size_t next = 0;
  for (const std::string& line : actual) {
    std::size_t found = next;
    while (found < expected.size() && !matches(expected[found], line, directory)) ++found;
    if (found < expected.size()) next = found + 1;
    lines.push_back(found < expected.size() ? expected[found] : generalised(line, directory));
  }
  return lines;
}

}  // namespace

Transcript parse(const std::string& text) {
  const Lines lines = lines_of(text);
  std::size_t end = 0;
  while (end < lines.size() && !is_file_mark(lines[end])) ++end;
  Transcript transcript;
  transcript.ending = read_steps(lines, end, transcript.steps);
  for (std::size_t i = end; i < lines.size(); ++i) {
    transcript.ending.push_back(lines[i]);
    if (is_file_mark(lines[i]))
      transcript.files.push_back({lines[i].substr(3, lines[i].size() - 6), {}});
    else
      transcript.files.back().content += lines[i] + "\n";
  }
  return transcript;
}

bool matches(const std::string& expected, const std::string& actual, const std::string& directory) {
  if (expected == actual) return true;
  if (expected.find('<') == std::string::npos || actual.size() > kLongestPattern) return false;
  return std::regex_match(actual, std::regex(pattern_of(expected, directory)));
}

bool matches(const Output& expected, const Output& actual, const std::string& directory) {
  return expected.status == actual.status && all_match(expected.out, actual.out, directory) &&
         all_match(expected.err, actual.err, directory);
}

std::string difference(const Output& expected, const Output& actual, const std::string& directory) {
  if (matches(expected, actual, directory)) return {};
  const Lines want = shown(expected), got = shown(actual);
  std::size_t first = 0, tail = 0;
  const auto both = std::min(want.size(), got.size());
  while (first < both && matches(want[first], got[first], directory)) ++first;
  while (tail < both - first && matches(want[want.size() - 1 - tail], got[got.size() - 1 - tail], directory)) ++tail;
  std::string text;
  for (std::size_t i = first; i < want.size() - tail; ++i) text += "  - " + want[i] + "\n";
  for (std::size_t i = first; i < got.size() - tail; ++i) text += "  + " + got[i] + "\n";
  return text;
}

std::string rewritten(const Step& step, const Output& actual, const std::string& directory) {
  std::string text;
  for (const std::string& line : step.prose) text += line + "\n";
  for (std::size_t i = 0; i < step.command.size(); ++i) text += (i == 0 ? "$ " : "") + step.command[i] + "\n";
  const Lines out = kept_or_new(step.expected.out, actual.out, directory);
  const bool more = !actual.err.empty() || actual.status != 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool last = !more && std::all_of(out.begin() + static_cast<long>(i), out.end(),
                                           [](const std::string& line) { return line.empty(); });
    const bool marked = last || needs_mark(out[i], i > 0 && out[i - 1].empty());
    text += (!marked ? out[i] : out[i].empty() ? "1>" : "1> " + out[i]) + "\n";
  }
  for (const std::string& line : kept_or_new(step.expected.err, actual.err, directory))
    text += (line.empty() ? "2>" : "2> " + line) + "\n";
  if (actual.status != 0) text += "[" + std::to_string(actual.status) + "]\n";
  return text;
}

}  // namespace transcript
