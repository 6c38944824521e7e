#include "pkit/invocation.h"

#include <algorithm>

namespace pkit::app {

namespace {

void declare_those_of(const Command& command, Options& options, Globals& globals) {
  if (command.needs == Needs::gate) return declare_gate_globals(options, globals);
  declare_globals(options, globals);
}

/// Where the words of ours end: what follows --via is another program's.
auto end_of_options(const std::vector<std::string>& words) {
  return std::find_if(words.begin(), words.end(), [](const auto& word) { return word == "--" || word == "--via"; });
}

bool asks_for_help(const std::vector<std::string>& words) {
  const auto end = end_of_options(words);
  return std::any_of(words.begin(), end, [](const std::string& word) { return word == "--help" || word == "-h"; });
}

}  // namespace

Invocation parse_invocation(const Command& command, const std::vector<std::string>& words) {
  Invocation invocation;
  invocation.globals.help = asks_for_help(words);
  if (invocation.globals.help) return invocation;
  Options options;
  invocation.run = command.bind(options);
  declare_those_of(command, options, invocation.globals);
  parse(options, words, command.path);
  return invocation;
}

Options options_of(const Command& command) {
  Options options;
  Globals unused;  // the declarations are read, nothing is filled
  command.bind(options);
  declare_those_of(command, options, unused);
  return options;
}

Format wanted_format(const std::vector<std::string>& words) {
  const auto end = end_of_options(words);
  for (auto word = words.begin(); word != end; ++word) {
    if (*word == "--format=json") return Format::json;
    if (*word == "--format" && word + 1 != end && word[1] == "json") return Format::json;
  }
  return Format::text;
}

}  // namespace pkit::app
