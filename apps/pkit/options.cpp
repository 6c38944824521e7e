// Words to values. The rules are few and strict, so that a script can rely on them: an option that takes a value takes
// exactly one, `--opt=` gives it an empty one, nothing is abbreviated, and only what is declared as a list is repeated.
#include "pkit/options.h"

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

/// What the words say of each option, in the order of declaration, and the arguments.
struct Sorted {
  std::vector<Values> given;
  Values arguments;
};

bool looks_like_option(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

std::string value_after(const Parsing& parsing, const Option& option, std::size_t& at, const Values& words) {
  if (at + 1 == words.size() || looks_like_option(words[at + 1]))
    parsing.refuse("option.value", "option " + option.name + " needs a value",
                   "a value that begins with '-' is written " + option.name + "=-...");
  return words[++at];
}

/// The option that takes the rest has every word behind it; `at` is then the last.
Values rest_after(const Parsing& parsing, const Option& option, std::size_t& at, const Values& words) {
  Values rest(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end());
  if (rest.empty() || rest.front().empty())
    parsing.refuse("option.value", "option " + option.name + " needs a program");
  at = words.size() - 1;
  return rest;
}

void sort_option(const Parsing& parsing, std::size_t& at, const Values& words, Sorted& sorted) {
  const std::string& word = words[at];
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  const Option* option = parsing.options.find(name);
  if (!option) parsing.unknown(name);
  Values& given = sorted.given[static_cast<std::size_t>(option - parsing.options.all().data())];
  if (option->takes_the_rest && equals == std::string::npos)
    given = rest_after(parsing, *option, at, words);
  else if (option->is_flag() && equals != std::string::npos)
    parsing.refuse("option.value", "option " + name + " takes no value");
  else if (option->is_flag())
    given.emplace_back();
  else
    given.push_back(equals == std::string::npos ? value_after(parsing, *option, at, words) : word.substr(equals + 1));
}

Sorted sorted_words(const Parsing& parsing, const Values& words) {
  Sorted sorted{std::vector<Values>(parsing.options.all().size()), {}};
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == "--") {
      sorted.arguments.insert(sorted.arguments.end(), words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end());
      break;
    }
    if (looks_like_option(words[at]))
      sort_option(parsing, at, words, sorted);
    else
      sorted.arguments.push_back(words[at]);
  }
  return sorted;
}

/// Each argument has one word in the order of declaration; one that may be repeated has all that are left. What nobody
/// has stays.
void hand_out(const Parsing& parsing, Sorted& sorted) {
  auto word = sorted.arguments.begin();
  for (std::size_t i = 0; i < sorted.given.size(); ++i) {
    const Option& option = parsing.options.all()[i];
    if (!option.positional) continue;
    const auto end = option.repeated ? sorted.arguments.end() : word + (word != sorted.arguments.end());
    sorted.given[i].assign(word, end);
    word = end;
  }
  sorted.arguments.erase(sorted.arguments.begin(), word);
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
  Sorted sorted = sorted_words(parsing, words);
  hand_out(parsing, sorted);
  for (std::size_t i = 0; i < sorted.given.size(); ++i) give(parsing, options.all()[i], sorted.given[i]);
  if (!sorted.arguments.empty())
    parsing.refuse("argument.unexpected", "unexpected argument '" + sorted.arguments.front() + "'");
}

}  // namespace pkit::app
