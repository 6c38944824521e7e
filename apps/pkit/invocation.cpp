#include "pkit/invocation.h"

#include <algorithm>

namespace pkit::app {

namespace {

bool asks_for_help(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::any_of(words.begin(), end, [](const std::string& word) { return word == "--help" || word == "-h"; });
}

}  // namespace

Invocation parse_invocation(const Command& command, const std::vector<std::string>& words) {
  Invocation invocation;
  invocation.globals.help = asks_for_help(words);
  if (invocation.globals.help) return invocation;
  Options options;
  invocation.run = command.bind(options);
  declare_globals(options, invocation.globals);
  parse(options, words, command.path);
  return invocation;
}

Options options_of(const Command& command) {
  Options options;
  Globals unused;  // the declarations are read, nothing is filled
  command.bind(options);
  declare_globals(options, unused);
  return options;
}

Format wanted_format(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--format=json") return Format::json;
    if (words[i] == "--format" && i + 1 < words.size() && words[i + 1] == "json") return Format::json;
  }
  return Format::text;
}

}  // namespace pkit::app
