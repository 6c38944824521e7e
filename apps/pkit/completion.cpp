#include "pkit/completion.h"

#include <algorithm>
#include <set>

#include "ask/operations.h"
#include "pkit/commands.h"
#include "pkit/invocation.h"

namespace pkit::app {

namespace {

using Words = std::vector<std::string>;

bool is_option(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

bool takes_next_word(const Options& options, const std::string& word) {
  const Option* option = is_option(word) ? options.find(word) : nullptr;
  return option && !option->is_flag();
}

/// The words without options and their values.
Words arguments_in(const Options& options, const Words& words) {
  Words arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (takes_next_word(options, words[i]))
      ++i;
    else if (!is_option(words[i]))
      arguments.push_back(words[i]);
  }
  return arguments;
}

Words beginning_with(const std::string& prefix, const Words& candidates) {
  Words fitting;
  for (const std::string& candidate : candidates)
    if (candidate.starts_with("@") || candidate.starts_with(prefix)) fitting.push_back(candidate);
  return fitting;
}

/// The words that can follow `given` on the way to a command.
Words command_words(const Words& given) {
  std::set<std::string> next;
  for (const Command& command : commands()) {
    const Words path = split(command.path, ' ');
    if (*command.group && path.size() > given.size() && std::equal(given.begin(), given.end(), path.begin()))
      next.insert(path[given.size()]);
  }
  if (given.empty()) next.insert("help");
  return {next.begin(), next.end()};
}

/// The command that `arguments` begin with; `length` is how many words name it.
const Command* command_in(const Words& arguments, std::size_t& length) {
  for (length = std::min<std::size_t>(2, arguments.size()); length > 0; --length) {
    const auto end = arguments.begin() + static_cast<std::ptrdiff_t>(length);
    if (const Command* command = find_command(join({arguments.begin(), end}, " "))) return command;
  }
  return nullptr;
}

struct Line {
  Words given;          // what is typed before the word to complete
  std::string current;  // may be empty
  const Stored& stored;

  std::string home() const {
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (given[i].starts_with("--home=")) return given[i].substr(7);
      if (given[i] == "--home" && i + 1 < given.size()) return given[i + 1];
    }
    return {};
  }

  Words values(const Option& option, const std::string& prefix) const {
    switch (option.completion) {
      case Completion::none:
        return {};
      case Completion::file:
        return {"@file"};
      case Completion::directory:
        return {"@directory"};
      case Completion::choice:
        return option.choices;
      case Completion::state:
        return pkit::listed_states();
      default:
        return stored(option.completion, prefix, home());
    }
  }
};

/// "--opt=pre": the value's candidates, each with "--opt=" before it.
Words after_equals(const Line& line, const Options& options) {
  const std::size_t equals = line.current.find('=');
  const Option* option = options.find(line.current.substr(0, equals));
  if (!option || option->is_flag()) return {};
  Words candidates = line.values(*option, line.current.substr(equals + 1));
  for (std::string& candidate : candidates)
    if (!candidate.starts_with("@")) candidate = line.current.substr(0, equals + 1) + candidate;
  return candidates;
}

Words option_names(const Options& options) {
  Words names;
  for (const Option& option : options.all())
    if (!option.positional) names.push_back(option.name);
  return names;
}

/// Candidates for the argument whose turn it is after `already` others; a repeated one has every turn from its first.
Words argument_values(const Line& line, const Options& options, std::size_t already) {
  for (const Option& option : options.all()) {
    if (!option.positional) continue;
    if (already == 0 || option.repeated) return line.values(option, line.current);
    --already;
  }
  return {};
}

Words within_command(const Line& line, const Command& command, std::size_t length) {
  const Options options = options_of(command);
  if (!line.given.empty() && takes_next_word(options, line.given.back()))
    return line.values(*options.find(line.given.back()), line.current);
  if (is_option(line.current) && line.current.find('=') != std::string::npos) return after_equals(line, options);
  if (line.current.starts_with("-") && line.current != "-") return option_names(options);
  const Words arguments = arguments_in(options, line.given);
  Words candidates = argument_values(line, options, arguments.size() - length);
  if (candidates.empty() && line.current.empty()) candidates = option_names(options);
  if (arguments.size() > length) return candidates;
  const Words longer = command_words(arguments);  // of "events": "events scan"
  candidates.insert(candidates.begin(), longer.begin(), longer.end());
  return candidates;
}

Words before_command(const Line& line, const Options& globals, const Words& arguments) {
  if (!line.given.empty() && takes_next_word(globals, line.given.back()))
    return line.values(*globals.find(line.given.back()), line.current);
  if (!line.current.starts_with("-")) return command_words(arguments);
  Words names = option_names(globals);
  names.push_back("--version");
  return names;
}

/// Of "config" it is what can follow.
std::string describe_command(const Words& path) {
  if (const Command* command = find_command(join(path, " "))) return command->summary;
  if (path == Words{"help"}) return "show what a command does";
  return join(command_words(path), ", ");
}

std::string describe_option(const Options& options, const std::string& word) {
  const Option* option = options.find(word.substr(0, word.find('=')));
  return option && word.find('=') == std::string::npos ? option->help : std::string();
}

}  // namespace

std::string describe(const std::vector<std::string>& words, const std::string& candidate) {
  Globals unused;
  Options globals;
  declare_globals(globals, unused);
  Words arguments = arguments_in(globals, {words.begin(), words.end() - 1});
  if (!arguments.empty() && arguments.front() == "help") arguments.erase(arguments.begin());
  std::size_t length = 0;
  const Command* command = command_in(arguments, length);
  if (is_option(candidate)) return describe_option(command ? options_of(*command) : globals, candidate);
  Words path = arguments;
  path.push_back(candidate);
  return command && !find_command(join(path, " ")) ? std::string() : describe_command(path);
}

std::vector<std::string> complete(const std::vector<std::string>& words, const Stored& stored) {
  const Line line{{words.begin(), words.end() - 1}, words.back(), stored};
  Globals unused;
  Options globals;
  declare_globals(globals, unused);
  Words arguments = arguments_in(globals, line.given);
  const bool help = !arguments.empty() && arguments.front() == "help";
  if (help) arguments.erase(arguments.begin());
  std::size_t length = 0;
  const Command* command = help ? nullptr : command_in(arguments, length);
  return beginning_with(line.current,
                        command ? within_command(line, *command, length) : before_command(line, globals, arguments));
}

}  // namespace pkit::app
