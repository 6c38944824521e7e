// Words to values, by CLI11: the only file that includes it. CLI11 alone would read the next word for `--opt=`, take an
// option for a value, and let a flag have one; the first pass over the words is there to prevent that.
#include "pkit/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "base/error.h"

namespace pkit::app {

namespace {

struct Parsing {
  const Options& options;
  const std::string& command;

  [[noreturn]] void refuse(const char* code, const std::string& what, const std::string& hint = {}) const {
    throw Error(Kind::usage, code, what, hint.empty() ? "see pkit help " + command : hint);
  }

  [[noreturn]] void unknown(const std::string& name) const {
    std::vector<std::string> names;
    for (const Option& option : options.all())
      if (!option.positional) names.push_back(option.name);
    const std::string near = nearest(name, names);
    refuse("option.unknown", "unknown option '" + name + "' of pkit " + command,
           near.empty() ? "" : "did you mean '" + near + "'?");
  }
};

using Values = std::vector<std::string>;

bool looks_like_option(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

/// Takes what follows the option that takes the rest, if it is among `words`, away from them.
Values take_rest(const Parsing& parsing, const Option& option, std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  const auto found = std::find(words.begin(), end, option.name);
  if (found == end) return {};
  Values rest(found + 1, words.end());
  if (rest.empty() || rest.front().empty())
    parsing.refuse("option.value", "option " + option.name + " needs a program");
  words.erase(found, words.end());
  return rest;
}

/// The words with `--opt=value` split in two, so that each option that takes a value is followed by exactly that.
std::vector<std::string> separated(const Parsing& parsing, const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") return out.insert(out.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end()), out;
    if (!looks_like_option(word)) {
      out.push_back(word);
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const Option* option = parsing.options.find(name);
    if (!option) parsing.unknown(name);
    out.push_back(option->name);
    if (option->is_flag()) {
      if (equals != std::string::npos) parsing.refuse("option.value", "option " + name + " takes no value");
    } else if (equals != std::string::npos) {
      out.push_back(word.substr(equals + 1));
    } else if (i + 1 == words.size() || looks_like_option(words[i + 1])) {
      parsing.refuse("option.value", "option " + name + " needs a value",
                     "a value that begins with '-' is written " + name + "=-...");
    } else {
      out.push_back(words[++i]);
    }
  }
  return out;
}

CLI::Option* declare(CLI::App& app, const Option& option) {
  CLI::Option* declared = option.is_flag() ? app.add_flag(option.name)
                                           : app.add_option(option.name, [](const CLI::results_t&) { return true; });
  return declared->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// What CLI11 gave to no option: an argument that may be repeated gets it all. Told to collect several values CLI11
/// would take "[a,b]" for two of them.
Values surplus(const CLI::App& app) {
  Values words = app.remaining();
  const auto mark = std::find(words.begin(), words.end(), "--");  // CLI11 keeps the first among them
  if (mark != words.end()) words.erase(mark);
  return words;
}

void give(const Parsing& parsing, const Option& option, const Values& values) {
  const std::string name = option.positional ? option.name : "option " + option.name;
  if (option.required && values.empty()) parsing.refuse("option.missing", name + " is missing");
  if (option.is_flag()) {
    if (!values.empty()) option.take("");
    return;
  }
  if (!option.repeated && values.size() > 1) parsing.refuse("option.repeated", name + " is given more than once");
  for (const std::string& value : values) {
    if (value.empty() && !option.may_be_empty) parsing.refuse("option.value", name + " is empty");
    option.take(value);
  }
}

}  // namespace

void parse(const Options& options, const std::vector<std::string>& words, const std::string& command) {
  const Parsing parsing{options, command};
  std::vector<std::string> own = words;
  for (const Option& option : options.all())
    if (option.takes_the_rest) give(parsing, option, take_rest(parsing, option, own));
  std::vector<std::string> reversed = separated(parsing, own);
  std::reverse(reversed.begin(), reversed.end());
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<CLI::Option*> declared;
  for (const Option& option : options.all())
    declared.push_back(option.positional && option.repeated ? nullptr : declare(app, option));
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::Error& error) {
    parsing.refuse("argument.unexpected", error.what());
  }
  Values rest = surplus(app);
  for (std::size_t i = 0; i < declared.size(); ++i)
    if (!options.all()[i].takes_the_rest)
      give(parsing, options.all()[i], declared[i] ? declared[i]->results() : std::exchange(rest, {}));
  if (!rest.empty()) parsing.refuse("argument.unexpected", "unexpected argument '" + rest.front() + "'");
}

}  // namespace pkit::app
