// How a command declares its options. Every option with a value takes exactly one, `--opt=` is an empty value and never
// the next word, only what is declared as a list may be repeated, and nothing may be abbreviated. Help, completion and
// the tests of the man pages read the same declarations.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/input.h"
#include "base/text.h"

namespace pkit::app {

struct Option {
  std::string name;     // "--csr"; of an argument its metavar
  std::string metavar;  // "FILE"; empty for a flag
  std::string help;     // one line
  Completion completion = Completion::none;
  std::vector<std::string> choices;
  bool positional = false, repeated = false, required = false, may_be_empty = false;
  bool takes_the_rest = false;                         // every word after it, whatever it looks like
  std::function<void(const std::string& value)> take;  // throws Error{usage "option.value"}

  bool is_flag() const { return metavar.empty(); }

  Option& completes(Completion with) { return completion = with, *this; }
  Option& is_argument() { return positional = true, *this; }
  Option& must_be_given() { return required = true, *this; }
  Option& or_empty() { return may_be_empty = true, *this; }
};

/// The options of one command, in the order in which help shows them. What they fill must outlive parse().
class Options {
 public:
  Option& add(Option option);
  Option& flag(const char* name, const char* help, bool& into);
  Option& text(const char* name, const char* metavar, const char* help, std::string& into);
  Option& texts(const char* name, const char* metavar, const char* help, std::vector<std::string>& into);
  /// A file to read or write; "-" is for whoever reads it to understand.
  Option& file(const char* name, const char* metavar, const char* help, std::string& into);
  Option& directory(const char* name, const char* metavar, const char* help, std::string& into);
  Option& choice(const char* name, const char* metavar, std::vector<std::string> choices, const char* help,
                 std::string& into);
  /// What `Form` reads, of base/input.h.
  template <class Form, class T>
  Option& as(const char* name, const char* help, T& into) {
    Option option;
    option.name = name;
    option.metavar = Form::kMetavar;
    option.help = help;
    option.completion = Form::kCompletion;
    option.take = [&into, name](const std::string& value) {
      try {
        into = Form::read(value);
      } catch (const Error& error) {
        throw error.within(name);
      }
    };
    return add(std::move(option));
  }
  Option& duration(const char* name, const char* help, std::optional<Duration>& into);
  Option& time(const char* name, const char* help, std::optional<Time>& into);
  Option& number(const char* name, const char* help, std::int64_t& into);
  /// Every word that follows: a program and its arguments. It can only be the last option.
  Option& rest(const char* name, const char* metavar, const char* help, std::vector<std::string>& into);
  /// An argument that is not an option.
  Option& argument(const char* metavar, const char* help, std::string& into);
  Option& arguments(const char* metavar, const char* help, std::vector<std::string>& into);

  const std::vector<Option>& all() const { return all_; }
  /// By name, with the dashes; null where there is none.
  const Option* find(const std::string& name) const;

 private:
  std::vector<Option> all_;
};

/// Gives each option what `words` say of it, in the order of declaration. Error{usage} for what does not fit; `command`
/// is for its message.
void parse(const Options& options, const std::vector<std::string>& words, const std::string& command);

}  // namespace pkit::app
