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

bool looks_like_option(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

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
  if (option.is_flag()) return app.add_flag(option.name)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  CLI::Option* declared = app.add_option(option.name, [](const CLI::results_t&) { return true; });
  const bool several = option.positional && option.repeated;
  if (several) declared->expected(1, CLI::detail::expected_max_vector_size);
  return declared->allow_extra_args(several)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// What nobody took: CLI11 keeps the first `--` among it.
void refuse_surplus(const Parsing& parsing, std::vector<std::string> surplus) {
  const auto mark = std::find(surplus.begin(), surplus.end(), "--");
  if (mark != surplus.end()) surplus.erase(mark);
  if (!surplus.empty()) parsing.refuse("argument.unexpected", "unexpected argument '" + surplus.front() + "'");
}

void give(const Parsing& parsing, const Option& option, const CLI::Option& parsed) {
  const std::string name = option.positional ? option.name : "option " + option.name;
  if (option.required && parsed.count() == 0) parsing.refuse("option.missing", name + " is missing");
  if (!option.repeated && !option.is_flag() && parsed.count() > 1)
    parsing.refuse("option.repeated", name + " is given more than once");
  if (option.is_flag() && parsed.count() > 0) return option.take("");
  for (const std::string& value : parsed.results()) {
    if (value.empty() && !option.may_be_empty) parsing.refuse("option.value", name + " is empty");
    option.take(value);
  }
}

}  // namespace

void parse(const Options& options, const std::vector<std::string>& words, const std::string& command) {
  const Parsing parsing{options, command};
  std::vector<std::string> reversed = separated(parsing, words);
  std::reverse(reversed.begin(), reversed.end());
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<std::pair<const Option*, CLI::Option*>> declared;
  for (const Option& option : options.all()) declared.emplace_back(&option, declare(app, option));
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::Error& error) {
    parsing.refuse("argument.unexpected", error.what());
  }
  refuse_surplus(parsing, app.remaining());
  for (const auto& [option, parsed] : declared) give(parsing, *option, *parsed);
}

}  // namespace pkit::app
